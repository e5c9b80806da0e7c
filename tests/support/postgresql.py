"""A real PostgreSQL for the tests, in a folder of its own, on a port of its own."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.support.required import missing


@dataclass(frozen=True)
class PostgreSQLServer:
    """`url` is the prefix of a database's address, without its name."""

    url: str
    binaries: Path
    folder: Path
    user: str | None
    options: str

    def start(self) -> None:
        log = str(self.folder / "log")
        self.run("pg_ctl", "-D", self.data, "-o", self.options, "-l", log, "-w", "start")

    def stop(self) -> None:
        """At once, as when the machine fails: sessions are cut, nothing is tidied up."""
        self.run("pg_ctl", "-D", self.data, "-m", "immediate", "stop")

    @property
    def data(self) -> str:
        return str(self.folder / "data")

    def run(self, program: str, *arguments: str) -> None:
        command = [str(self.binaries / program), *arguments]
        done = subprocess.run(
            command,
            user=self.user,
            cwd=self.folder,
            env=_environment(),
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, f"{program}: {done.stdout}{done.stderr}"


@contextmanager
def postgresql() -> Iterator[str]:
    """The URL prefix of a running server, without a database name.

    Skips or fails where there is none.
    """
    with postgresql_server() as server:
        yield server.url


@contextmanager
def postgresql_server() -> Iterator[PostgreSQLServer]:
    """The same, as a server that can be stopped and started again."""
    binaries = _binaries()
    if binaries is None:
        missing("postgresql", "no PostgreSQL server program (initdb, postgres) was found")
    user = _unprivileged_user()
    folder = Path(tempfile.mkdtemp(prefix="hotline-pg-"))
    if user:
        shutil.chown(folder, user)
    port = _free_port()
    server = PostgreSQLServer(
        f"postgresql+psycopg://hotline@127.0.0.1:{port}/",
        binaries,
        folder,
        user,
        f"-p {port} -k {folder} -h 127.0.0.1 -c fsync=off -c full_page_writes=off"
        " -c max_connections=100 -c max_wal_size=256MB",
    )
    initdb = ["-U", "hotline", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"]
    server.run("initdb", "-D", server.data, *initdb)
    server.start()
    try:
        yield server
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


def _binaries() -> Path | None:
    programs = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if programs:
        return programs[-1].parent
    program = shutil.which("initdb")
    return Path(program).resolve().parent if program else None


def _unprivileged_user() -> str | None:
    """PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def _environment() -> dict[str, str]:
    return {"PATH": os.environ["PATH"], "LC_ALL": "C", "HOME": "/tmp"}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
