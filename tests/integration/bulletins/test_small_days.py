"""A bulletin of a day with a few reports reads naturally and tells nobody."""

from datetime import date

import pytest

from tests.integration.bulletins.test_bulletins import (
    LAST_WEEK,
    NOISE,
    bulletin,
    sayings,
    table_of,
)
from tests.support.stored import store


@pytest.mark.parametrize("kind", ["daily", "weekly", "monthly"])
def test_a_day_of_a_few_says_so_once_and_shows_no_empty_tables(each_database, kind):
    for at in range(3):
        store(each_database, f"少{at}", reported_at=LAST_WEEK, category=NOISE)

    paper = bulletin(each_database, kind, date(2026, 3, 2))
    text_of_it = sayings(paper)
    assert "共受理诉求少于5件" in text_of_it
    assert "持平" not in text_of_it
    assert "不作分类统计" in text_of_it
    assert "其余少于5件" not in text_of_it
    assert "暂无可计算" not in text_of_it
    assert not any("分布" in table.caption for part in paper.sections for table in part.tables)
    assert all(part.text for part in paper.sections)


def test_one_large_group_beside_a_few_is_named_but_not_to_the_last_ticket(each_database):
    for at in range(29):
        district = "990102" if at < 27 else "990103"
        store(each_database, f"噪{at}", reported_at=LAST_WEEK, category=NOISE, district=district)

    rows = table_of(bulletin(each_database, "weekly", date(2026, 3, 4)), "区域分布").rows
    assert [list(row) for row in rows] == [["东湖区", "不少于25"], ["其余", "少于5"]]
