"""A bulletin counts out no handful: fewer than five could point at somebody."""

import pytest

from analytics.figures import Rate
from hotline.bulletins.rates import percent, percents, rated
from hotline.bulletins.sentences import (
    changed,
    counted,
    listed,
    only_large,
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
    assert rated("按时办结率", Rate(0, 0)) == "按时办结率暂无可计算的件"
    assert percent(Rate(0, 0)) == "—"
    assert rated("按时办结率", Rate(90, 100)) == "按时办结率90.0%（90/100）"
    assert rated("按时办结率", Rate(100, 100)) == "按时办结率100.0%（100/100）"


def test_a_percentage_that_tells_both_numbers_is_not_told():
    # 83.3 % of fewer than twenty can only be 5 of 6, 10 of 12 or 15 of 18.
    assert rated("按时办结率", Rate(5, 6)) == "按时办结率可计算的件不足20件，不单列"
    assert {percent(Rate(part, 14)) for part in range(15)} == {"不足20件"}


@pytest.mark.parametrize("whole", [20, 34, 99, 250])
def test_beside_its_whole_a_rate_tells_no_few(whole):
    missing = {percent(Rate(whole - n, whole)) for n in range(1, 5)}
    there = {percent(Rate(n, whole)) for n in range(1, 5)}
    assert (len(missing), len(there)) == (1, 1)
    assert missing.pop().endswith("%以上")
    assert there.pop().startswith("不足")
    assert not any("（" in rated("率", Rate(whole - n, whole)) for n in range(1, 5))


def test_the_rate_of_all_together_tells_no_unit_that_is_withheld():
    units = {"A": Rate(30, 34), "B": Rate(50, 60), "C": Rate(80, 90)}
    assert percents(units) == {"A": "88%以上", "B": "—", "C": "88.9%"}
    # Where two are open, nothing else need be withheld.
    assert percents({"A": Rate(32, 34), "B": Rate(57, 60), "C": Rate(80, 90)})["C"] == "88.9%"
    assert percents({"B": Rate(50, 60), "C": Rate(80, 90)})["B"] == "83.3%"


def test_one_large_count_beside_a_few_tells_them_not_exactly():
    assert listed([("东湖区", 27), ("南浦区", 2)], 29) == "东湖区不少于25件；其余少于5件"
    assert only_large([27, 2]) == "不少于25件"
    assert [only_large(counts) for counts in ([27], [27, 9], [27, 3, 2], [3])] == [""] * 4


def test_where_nothing_is_large_no_sentence_counts_it():
    assert listed([("投诉", 2), ("求助", 1)], 3) == ""


def test_a_comparison_with_a_few_tells_no_number_and_no_equality():
    assert changed(18, 0, "前一日") == "前一日0件"
    for before in range(1, 5):
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
