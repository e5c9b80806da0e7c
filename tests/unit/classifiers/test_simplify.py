"""One table of traditional characters for routing and search."""

from analytics.search.fold import fold as search_fold
from classifiers.folding import fold as routing_fold
from classifiers.simplify import simplified


def test_traditional_characters_have_one_simplified_form_each() -> None:
    assert "開發區停電".translate(dict(simplified())) == "开发区停电"
    assert all(len(new) == 1 and ord(new) != old for old, new in simplified().items())


def test_routing_and_search_read_traditional_characters_alike() -> None:
    common = [chr(code) for code in simplified() if 0x4E00 <= code < 0xA000]
    assert len(common) > 2000
    assert [routing_fold(char) for char in common] == [search_fold(char) for char in common]
