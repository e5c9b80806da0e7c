"""Phrases of a pack: a fault names its place; a pack without the file has those of 示例市."""

import pytest

from hotline.city.pack import DEMO
from hotline.city.pack_reading import read_pack_texts


@pytest.fixture(scope="module")
def texts():
    names = (path.name for path in DEMO.iterdir() if path.suffix in (".csv", ".toml", ".txt"))
    return {name: (DEMO / name).read_text("utf-8") for name in names}


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("问候,再来一次,", "重复"),
        ("空 格,文字,", "空格"),
        (f"长,{'字' * 501},", "501 个字"),
        ("没有文字,,", "为空"),
    ],
)
def test_a_wrong_phrase_is_a_fault_with_its_line(texts, row, problem):
    changed = texts | {"phrases.csv": texts["phrases.csv"] + row + "\n"}
    faults = [fault for fault in read_pack_texts(changed).faults if fault.file == "phrases.csv"]
    assert [fault.line for fault in faults] == [texts["phrases.csv"].count("\n") + 1]
    assert problem in str(faults[0])


def test_a_pack_without_phrases_has_those_of_the_example_city(texts):
    reading = read_pack_texts({n: text for n, text in texts.items() if n != "phrases.csv"})
    assert reading.pack.phrases
    assert any("phrases.csv" in note for note in reading.notes)


def test_phrases_of_an_older_pack_stand_in_the_one_list(texts):
    older = texts["city.toml"].replace("[chats]", '[chats]\nphrases = ["请稍等 请您稍等。"]')
    reading = read_pack_texts(texts | {"city.toml": older})
    assert reading.pack, reading.faults
    assert [phrase.text for phrase in reading.pack.phrases][-1] == "请您稍等。"
    assert any("phrases.csv" in note for note in reading.notes)
