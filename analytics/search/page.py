"""Is this a page that an engine can give?"""

from datetime import datetime
from typing import Any

from analytics.search.base import LARGEST_PAGE, SORTS, Query, WrongQuery
from analytics.search.fields import DATES, ranged


def checked(query: Query) -> Query:
    """The query itself; raises WrongQuery for an unknown sort, a page of no size or a value that
    is no text.
    """
    if query.sort not in SORTS:
        raise WrongQuery(f"不能按“{query.sort[:40]}”排序；可用：{'、'.join(SORTS)}")
    if not 1 <= query.limit <= LARGEST_PAGE:
        raise WrongQuery(f"每页条数 {query.limit} 无效；应为 1 至 {LARGEST_PAGE}")
    for name, values in query.filters.items():
        for value in values:
            _encodable(name, value)
    for name, beginning in query.prefixes.items():
        _encodable(name, beginning)
    for name, bounds in query.ranges.items():
        _comparable(ranged(name), bounds)
    return query


def _comparable(name: str, bounds: tuple[Any, Any]) -> None:
    kind: Any = datetime if name in DATES else (int, float)
    if not all(
        bound is None or (isinstance(bound, kind) and not isinstance(bound, bool))
        for bound in bounds
    ):
        raise WrongQuery(f"“{name}”的范围无效；应为{'时间' if name in DATES else '数字'}")


def _encodable(name: str, value: str) -> None:
    try:
        value.encode()
    except UnicodeEncodeError:
        raise WrongQuery(f"“{name[:40]}”的筛选值含有无效字符；请重新输入") from None
