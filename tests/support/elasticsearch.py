"""A real Elasticsearch for the tests: built once into build/, started on ports of its own."""

import ctypes
import fcntl
import os
import shutil
import signal
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.support.ports import free_port
from tests.support.required import missing

ROOT = Path(__file__).resolve().parents[2]
RECIPE = ROOT / "tests" / "elasticsearch"
HOME = ROOT / "build" / "elasticsearch"
START_SECONDS = 180
_PR_SET_PDEATHSIG = 1


class Node:
    """One server process with its data; `stop` is kill -9 unless it is told to be gentle."""

    def __init__(self, folder: Path, port: int, *options: str) -> None:
        self.url = f"http://127.0.0.1:{port}"
        self._command = [
            str(RECIPE / "start.sh"),
            str(HOME),
            str(folder / f"n{port}"),
            str(port),
            *options,
        ]
        self._environment = {"ES_HEAP": "512m"} | os.environ
        self._log = folder / f"n{port}.log"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self, *, wait: bool = True) -> None:
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                self._command,
                stdout=log,
                stderr=log,
                env=self._environment,
                preexec_fn=_end_with_parent,
            )
        if wait:
            self.wait()

    def wait(self, nodes: int = 1) -> None:
        """Until the cluster has so many nodes and every primary shard."""
        end = time.monotonic() + START_SECONDS
        query = (
            f"{self.url}/_cluster/health?wait_for_status=yellow&wait_for_nodes={nodes}&timeout=2s"
        )
        while time.monotonic() < end:
            assert self._process is None or self._process.poll() is None, self._log.read_text()[
                -2000:
            ]
            try:
                with urllib.request.urlopen(query, timeout=5):
                    return
            except (urllib.error.URLError, OSError):
                time.sleep(0.2)
        raise AssertionError(
            f"no Elasticsearch after {START_SECONDS} s: {self._log.read_text()[-2000:]}"
        )

    def remove(self, pattern: str) -> None:
        """Delete indexes and templates of this pattern."""
        for path in (f"{pattern}?expand_wildcards=all", f"_index_template/{pattern}"):
            with suppress(urllib.error.HTTPError):  # some are gone already
                self.request("DELETE", path)

    def request(self, method: str, path: str, body: str = "") -> str:
        headers = {"Content-Type": "application/json"}
        call = urllib.request.Request(
            f"{self.url}/{path}", data=body.encode() or None, headers=headers, method=method
        )
        with urllib.request.urlopen(call, timeout=30) as answer:
            return answer.read().decode()

    def stop(self, *, gently: bool = False) -> None:
        if self._process is not None:
            (self._process.terminate if gently else self._process.kill)()
            self._process.wait()
            self._process = None


def _end_with_parent() -> None:
    """A server must not outlive tests that were killed."""
    with suppress(OSError, AttributeError):  # Linux only
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


@contextmanager
def elasticsearch(folder: Path, *options: str) -> Iterator[Node]:
    """One running node; skips or fails where the server cannot be had."""
    require_server()
    # A node looks at its disk every half minute and would lift what a test blocks.
    settings = (
        "discovery.type=single-node",
        "action.destructive_requires_name=false",
        "cluster.info.update.interval=1h",
    )
    node = Node(folder, free_port(), *settings, *options)
    node.start()
    try:
        yield node
    finally:
        node.stop()


def require_server() -> None:
    """Build the server into build/ if it is not there; skip or fail when that cannot be done."""
    for program in ("java", "javac", "mvn"):
        if shutil.which(program) is None:
            missing(
                "elasticsearch", f"{program} is not here; install openjdk-17-jdk-headless and maven"
            )
    HOME.parent.mkdir(exist_ok=True)
    with (HOME.parent / "elasticsearch.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not HOME.exists():
            _build()


def _build() -> None:
    new = HOME.with_suffix(".new")
    shutil.rmtree(new, ignore_errors=True)
    done = subprocess.run(
        [str(RECIPE / "build.sh"), str(new)], capture_output=True, text=True, env=os.environ
    )
    if done.returncode:
        missing(
            "elasticsearch", f"its jars could not be fetched: {(done.stdout + done.stderr)[-400:]}"
        )
    new.rename(HOME)
