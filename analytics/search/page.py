"""Is this a page that an engine can give?"""

from analytics.search.base import LARGEST_PAGE, SORTS, Query, WrongQuery


def checked(query: Query) -> Query:
    """The query itself; raises WrongQuery for an unknown sort or a page of no size."""
    if query.sort not in SORTS:
        raise WrongQuery(f"不能按“{query.sort[:40]}”排序；可用：{'、'.join(SORTS)}")
    if not 1 <= query.limit <= LARGEST_PAGE:
        raise WrongQuery(f"每页条数 {query.limit} 无效；应为 1 至 {LARGEST_PAGE}")
    return query
