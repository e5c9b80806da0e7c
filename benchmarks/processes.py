"""What a server and the processes that it started use, read from /proc."""

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

TICK = os.sysconf("SC_CLK_TCK")
PAGE = os.sysconf("SC_PAGE_SIZE")


def processor_seconds(pid: int) -> float:
    """User and system time of the process and of those it started that still run."""
    return sum(int(fields[11]) + int(fields[12]) for fields in _family(pid)) / TICK


def megabytes(pid: int) -> float:
    """Their memory together; what they share is counted for each."""
    return sum(int(fields[21]) for fields in _family(pid)) * PAGE / 1e6


def _family(pid: int) -> Iterator[list[str]]:
    """The fields of /proc/PID/stat behind the name, of the process and of all below it."""
    members = {str(pid)}
    for entry in sorted(_running(), key=lambda entry: int(entry[0])):
        if entry[0] in members or entry[1][1] in members:
            members.add(entry[0])
            yield entry[1]


def _running() -> Iterator[tuple[str, list[str]]]:
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            with suppress(OSError):
                yield folder.name, (folder / "stat").read_text().rpartition(")")[2].split()
