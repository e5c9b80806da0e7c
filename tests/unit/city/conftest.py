from pathlib import Path

import pytest

from tests.support.packs import PackCopy


@pytest.fixture
def pack(tmp_path: Path) -> PackCopy:
    return PackCopy(tmp_path / "pack")
