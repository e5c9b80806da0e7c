"""Is this a page that an engine can give?"""

from analytics.search.base import LARGEST_PAGE, SORTS, Query, WrongQuery


def checked(query: Query) -> Query:
    """The query itself; raises WrongQuery for an unknown sort, a page of no size or a value that is no text."""
    if query.sort not in SORTS:
        raise WrongQuery(f"不能按“{query.sort[:40]}”排序；可用：{'、'.join(SORTS)}")
    if not 1 <= query.limit <= LARGEST_PAGE:
        raise WrongQuery(f"每页条数 {query.limit} 无效；应为 1 至 {LARGEST_PAGE}")
    for name, values in query.filters.items():
        for value in values:
            _encodable(name, value)
    return query


def _encodable(name: str, value: str) -> None:
    try:
        value.encode()
    except UnicodeEncodeError:
        raise WrongQuery(f"“{name[:40]}”的筛选值含有无效字符；请重新输入") from None
