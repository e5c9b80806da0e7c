"""The disk fills up while reports are written: callers are told, and nothing is lost."""

import os
import subprocess
from dataclasses import replace

import pytest

from tests.support.under_load import Callers, ServedHotline, assert_indexed, assert_whole

pytestmark = pytest.mark.slow
SIZE, LEFT = 64 * 2**20, 2 * 2**20


@pytest.fixture
def small_disk(tmp_path):
    """A folder on a disk of its own, which only root can make."""
    folder = tmp_path / "small"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", str(folder)]
    if os.geteuid() != 0 or subprocess.run(command, capture_output=True).returncode:
        pytest.skip("left out: a small disk can only be mounted by root")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


@pytest.fixture
def settings(settings, small_disk):
    moved = small_disk / "data"
    subprocess.run(["cp", "-a", str(settings.data), str(moved)], check=True)
    return replace(settings, data=moved, database=f"sqlite:///{moved / 'hotline.db'}")


def fill(folder):
    """Leaves room for a few reports."""
    free = os.statvfs(folder)
    with (folder / "filler").open("wb") as file:
        file.write(b"x" * (free.f_bavail * free.f_frsize - LEFT))


def test_a_full_disk_is_told_and_what_was_acknowledged_stays(settings, small_disk):
    server = ServedHotline(settings)
    server.start()
    try:
        with Callers(server.port).calling() as callers:
            callers.wait_for(10)
            fill(small_disk)
            callers.wait_until(lambda: callers.statuses[503] > 20)
            (small_disk / "filler").unlink()
            callers.wait_for(20)
        server.wait_until_indexed()
    finally:
        server.stop()
    assert set(callers.statuses) <= {0, 200, 201, 429, 503}
    assert_whole(settings, callers.acknowledged)
    assert_indexed(settings)
