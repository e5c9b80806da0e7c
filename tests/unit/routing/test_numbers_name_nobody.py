"""A name with digits is none within a longer number."""

import pytest

from routing.matcher import NameIndex

INDEX = NameIndex(["12345", "3号楼", "地铁1"])


@pytest.mark.parametrize(
    "text", ["打13812345678回电", "尾号812345", "123456", "23号楼停水", "地铁12"]
)
def test_a_number_goes_on(text: str) -> None:
    assert INDEX.find(text) == []


@pytest.mark.parametrize("text", ["打12345没人接", "在3号楼", "地铁1，晚点"])
def test_a_number_ends(text: str) -> None:
    assert len(INDEX.find(text)) == 1
