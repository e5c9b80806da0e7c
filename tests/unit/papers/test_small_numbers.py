"""A bulletin counts out no handful: fewer than five could point at somebody."""

from analytics.figures import Rate
from hotline.bulletins.sentences import (
    changed,
    counted,
    listed,
    only_large,
    percent,
    rated,
    so_far,
    some,
)
from hotline.papers.bars import draw_bars
from hotline.papers.paper import Bars


def test_few_of_a_kind_stand_together():
    counts = [("投诉", 24), ("求助", 8), ("举报", 3), ("建议", 1)]
    # Fewer than five alone could be taken from the whole: the next kind joins them.
    assert listed(counts, 36) == "投诉24件，占66.7%；求助和其余12件，占33.3%"
    assert listed([*counts, ("其他", 2)], 38).endswith("；其余6件，占15.8%")
    assert listed([], 0) == "无"
    assert some(3, 30) == "少于5件"
    assert (some(0, 30), some(6, 30)) == ("0件，占0.0%", "6件，占20.0%")


def test_a_rate_of_a_handful_judges_nobody():
    assert rated("按时办结率", Rate(1, 1)) == "按时办结率可计算的件少于5件"
    assert percent(Rate(0, 1)) == "—"
    assert rated("按时办结率", Rate(90, 100)) == "按时办结率90.0%（90/100）"
    # One is late: the percentage alone does not count it out.
    assert rated("按时办结率", Rate(9, 10)) == "按时办结率90.0%"


def test_one_large_count_beside_a_few_tells_them_not_exactly():
    assert listed([("东湖区", 27), ("南浦区", 2)], 29) == "东湖区不少于25件；其余少于5件"
    assert only_large([27, 2]) == "不少于25件"
    assert [only_large(counts) for counts in ([27], [27, 9], [27, 3, 2], [3])] == [""] * 4


def test_where_nothing_is_large_no_sentence_counts_it():
    assert listed([("投诉", 2), ("求助", 1)], 3) == ""


def test_a_comparison_with_a_few_tells_no_number_and_no_equality():
    for before in range(5):
        assert {changed(n, before, "上周") for n in (before, 18)} == {"上周少于5件"}
    assert changed(3, 9, "上周") == "上周9件"
    assert changed(9, 9, "上周") == "与上周持平"


def test_what_is_done_is_counted_where_neither_side_is_a_few():
    assert so_far(12, 20, "销号") == "已销号12件"
    assert so_far(18, 20, "销号") == "未销号少于5件"
    assert so_far(3, 20, "销号") == "已销号少于5件"
    assert (so_far(0, 20, "销号"), so_far(20, 20, "销号")) == ("均未销号", "均已销号")
    assert [counted(n) for n in (0, 1, 4, 5)] == ["0件", "少于5件", "少于5件", "5件"]


def test_a_withheld_day_has_no_bar():
    bars = [Bars("每日", ["03-01", "03-02"], counts, lines=True) for counts in ([9, None], [9, 0])]
    withheld, nothing = (draw_bars(chart).count("<rect") for chart in bars)
    assert withheld == nothing - 1
