"""One table of traditional characters for routing and search."""

from analytics.search.fold import fold as search_fold
from classifiers.simplify import simplified
from routing.folding import fold as routing_fold


def test_traditional_characters_have_one_simplified_form_each() -> None:
    assert "開發區停電".translate(dict(simplified())) == "开发区停电"
    assert all(len(new) == 1 and ord(new) != old for old, new in simplified().items())


def test_routing_and_search_read_every_traditional_character_alike() -> None:
    text = "".join(map(chr, simplified()))
    assert [search_fold(char) for char in routing_fold(text)] == list(search_fold(text))
