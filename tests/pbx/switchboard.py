"""A real Asterisk with one agent's phone and callers, all in the chroot that `make pbx` builds."""

import os
import secrets
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.support.ports import free_port
from tests.support.waiting import until

HERE = Path(__file__).parent
ROOT = Path(os.environ.get("HOTLINE_PBX", HERE.parents[1] / "build" / "pbx"))
AGENT = "8001"


class Switchboard:
    """`cti`: where it tells of the calls to 12345; those to 12346 are told over AMI alone."""

    def __init__(self, cti: str) -> None:
        self.ami, self.secret = free_port(), secrets.token_hex(8)
        self._sip, self._phone = _free_udp_port(), _free_udp_port()
        self._write_configuration(cti)

    def _write_configuration(self, cti: str) -> None:
        folder = ROOT / "ast"
        shutil.rmtree(folder, ignore_errors=True)
        (folder / "run").mkdir(parents=True)
        values = {"AMI": self.ami, "SECRET": self.secret, "SIP": self._sip, "PHONE": self._phone}
        for source in (HERE / "asterisk").iterdir():
            text = source.read_text("utf-8")
            for name, value in {**values, "CTI": cti}.items():
                text = text.replace(f"@{name}@", str(value))
            (folder / source.name).write_text(text, "utf-8")

    @contextmanager
    def running(self) -> Iterator["Switchboard"]:
        with _process("asterisk", "-C", "/ast/asterisk.conf", "-f", "-n"):
            until(self._is_up, seconds=90)
            yield self

    @contextmanager
    def agent_phone(self) -> Iterator[None]:
        """The agent's phone answers whatever rings."""
        port = str(self._phone)
        with _process("sipp", "-sn", "uas", "-i", "127.0.0.1", "-p", port, "-nostdin"):
            yield

    def call(self, caller: str, number: str, *, talks: float = 3) -> None:
        """Somebody calls, stays for so many seconds and hangs up."""
        command = ["sipp", f"127.0.0.1:{self._sip}", "-sf", "/ast/caller.xml", "-m", "1"]
        command += ["-s", number, "-key", "caller", caller, "-d", str(int(talks * 1000))]
        command += ["-i", "127.0.0.1", "-p", str(_free_udp_port()), "-nostdin"]
        subprocess.run(
            ["chroot", str(ROOT), *command], check=True, timeout=120, stdout=subprocess.DEVNULL
        )

    def _is_up(self) -> bool:
        """Modules are loaded when the transport is bound and the manager answers."""
        command = ["chroot", str(ROOT), "asterisk", "-C", "/ast/asterisk.conf", "-rx"]
        answer = subprocess.run(
            [*command, "queue show hotline"], capture_output=True, text=True, check=False
        )
        return f"PJSIP/{AGENT}" in answer.stdout and _answers(self.ami)


@contextmanager
def _process(*command: str) -> Iterator[None]:
    process = subprocess.Popen(
        ["chroot", str(ROOT), *command],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield
    finally:
        process.terminate()
        process.wait(30)


def _answers(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), 1):
            return True
    except OSError:
        return False


def _free_udp_port() -> int:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
