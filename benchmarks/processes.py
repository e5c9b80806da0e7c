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


def own_megabytes(pid: int) -> float:
    """Their memory together that belongs to no file: what a leak would add to."""
    return sum(_anonymous_kilobytes(member) for member, _ in _family_by_id(pid)) / 1e3


def _anonymous_kilobytes(pid: str) -> int:
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("RssAnon:"):
                return int(line.split()[1])
    return 0


def _family(pid: int) -> Iterator[list[str]]:
    for _, fields in _family_by_id(pid):
        yield fields


def _family_by_id(pid: int) -> Iterator[tuple[str, list[str]]]:
    """The fields of /proc/PID/stat behind the name, of the process and of all below it."""
    members = {str(pid)}
    for entry in sorted(_running(), key=lambda entry: int(entry[0])):
        if entry[0] in members or entry[1][1] in members:
            members.add(entry[0])
            yield entry


def _running() -> Iterator[tuple[str, list[str]]]:
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            with suppress(OSError):
                yield folder.name, (folder / "stat").read_text().rpartition(")")[2].split()
