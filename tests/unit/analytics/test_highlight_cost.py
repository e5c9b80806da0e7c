"""Marks in a long text: the densest stretch, at a cost that grows with the text and no faster."""

import time

from hypothesis import given
from hypothesis import strategies as st

from analytics.search.highlight import AROUND, _densest, highlight

EDGES = st.sets(st.integers(0, 400), min_size=2, max_size=60).map(sorted)


@given(EDGES)
def test_the_densest_stretch_is_found(edges):
    spans = list(zip(edges[::2], edges[1::2], strict=False))

    def length_marked(start):
        inside = [span for span in spans if span[0] >= start and span[1] <= start + 120 - AROUND]
        return sum(end - begin for begin, end in inside)

    assert _densest(spans, 120) == max((start for start, _ in spans), key=length_marked)


def test_a_text_full_of_the_word_costs_no_more_than_its_length():
    highlight("噪音，", ["噪音"])
    start = time.process_time()
    for _ in range(12):
        assert "<mark>噪音</mark>" in highlight("噪音，" * 6_600, ["噪音"])
    assert time.process_time() - start < 3
