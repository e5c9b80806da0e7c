"""Characters exchanged through a table: the same as `str.translate`, for every text."""

from hypothesis import given
from hypothesis import strategies as st

from classifiers.exchange import Exchange

TABLE = {ord("Ａ"): "a", ord("開"): "开", ord("a"): "Ａ", 0xD800: " ", ord("😀"): "!"}
exchange = Exchange(TABLE)


@given(st.text(st.sampled_from("Ａ開a開水😀\ud800\udc00\n") | st.characters(), max_size=40))
def test_any_text_is_exchanged_as_translate_does(text: str) -> None:
    assert exchange(text) == text.translate(TABLE)
