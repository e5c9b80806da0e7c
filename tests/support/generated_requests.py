"""Requests made from the OpenAPI by schemathesis, spoiled with what stands at the borders."""

from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st
from schemathesis import Case

WHO = [
    *("nobody", "stranger", "agent", "dispatcher", "district_clerk", "street_clerk", "reviewer"),
    *("supervisor", "leader", "admin", "auditor"),
]
BORDERS = [
    "",
    "0",
    "-1",
    "9223372036854775807",
    "9223372036854775808",
    "1e400",
    "NaN",
    "0001-01-01",
    "0001-01-01T00:00:00+14:00",
    "9999-12-31",
    "9999-12-31T23:59:59-12:00",
    "2026-02-30",
    "24:60",
    "'; drop table ticket --",
    "../../etc/passwd",
    "😱" * 40,
    "\u0000",
    "\u202e\u200f\ufeff",
    "龘" * 3000,
    "[" * 300,
]
NUMBERS = [0, -1, 2**31, 2**63 - 1, 2**63, -(2**63) - 1, 10**400, 1e308, True, None]
DEEP = "[" * 50_000
# of lists and figures, which read their address by hand
ADDRESS = [
    *("after", "before", "by", "category", "code", "cycle", "decision", "district", "from", "half"),
    *("kind", "limit", "next", "no", "page", "per", "period", "q", "query", "scheme", "since"),
    *("sort", "status", "step", "until", "unit", "view"),
]


@dataclass(frozen=True)
class GeneratedRequest:
    """`raw` replaces the body that the case has."""

    case: Case
    who: str
    raw: str | None = None


@st.composite
def generated_requests(draw: Any, operation: Any, known: dict[str, str]) -> GeneratedRequest:
    """One request for this operation; `known` has a value that exists for names in its path."""
    case = draw(operation.as_strategy())
    for name in case.path_parameters or {}:
        if name in known and draw(st.integers(0, 3)):
            case.path_parameters[name] = known[name]
        elif draw(st.integers(0, 4)) == 0:
            case.path_parameters[name] = draw(st.sampled_from(BORDERS[1:13]))
    if operation.method.upper() == "GET":
        names = st.sampled_from(ADDRESS)
        case.query = {**(case.query or {}), **draw(_some(names, st.sampled_from(BORDERS)))}
    if isinstance(case.body, dict) and case.body and draw(st.booleans()):
        names = st.sampled_from(sorted(case.body))
        spoiled = draw(_some(names, st.sampled_from([*BORDERS, *NUMBERS, [], {}])))
        case.body = {**case.body, **spoiled}
    raw = DEEP if isinstance(case.body, dict) and draw(st.integers(0, 19)) == 0 else None
    return GeneratedRequest(case, draw(st.sampled_from(WHO)), raw)


def _some(names: Any, values: Any) -> Any:
    return st.dictionaries(names, values, max_size=2)
