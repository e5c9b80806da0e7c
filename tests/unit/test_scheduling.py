"""Which worker runs what: files that share a server stay together, and dear ones come first."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.support.scheduling import TOGETHER, group_of, slow_first

ROOT = Path(__file__).resolve().parents[2]


def case(file, slow=False):
    return SimpleNamespace(
        nodeid=f"{file}::test_x",
        path=Path(file),
        get_closest_marker=lambda name: slow and name == "slow",
    )


@pytest.mark.parametrize("folder", TOGETHER)
def test_a_folder_that_stays_together_is_there_and_one_lot(folder):
    files = [str(file.relative_to(ROOT)) for file in (ROOT / folder).rglob("test_*.py")]
    assert len(files) > 1
    assert {group_of(file) for file in files} == {folder}


def test_every_other_file_is_a_lot_of_its_own():
    file = "tests/unit/test_scheduling.py"
    assert group_of(file) == file


def test_slow_files_and_folders_that_stay_together_come_first_in_their_own_order():
    quick, slow = case("tests/unit/test_a.py"), case("tests/unit/test_b.py", slow=True)
    beside, together = case("tests/unit/test_b.py"), case(TOGETHER[0] + "test_c.py")
    cases = [quick, beside, together, slow]
    slow_first(cases)
    assert cases == [beside, together, slow, quick]
