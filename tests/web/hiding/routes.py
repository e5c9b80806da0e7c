"""All addresses of the application's own table of routes, with what may stand in them."""

import re
from collections.abc import Collection, Iterator
from typing import Any

from sqlmodel import col, select

from hotline.domain.models import Attachment, SupervisionOrder, Ticket
from hotline.web.pages import cycle
from hotline.web.steps import ORDER_STEPS, OWN_STEPS, STEPS
from hotline.web.steps.account_steps import ACCOUNT_STEPS
from hotline.web.steps.bulletins import BULLETIN_STEPS
from hotline.web.steps.knowledge import ENTRY_STEPS
from hotline.web.steps.switching import MODEL_STEPS
from hotline.web.steps.watching import ISSUE_STEPS, WARNING_STEPS
from tests.support.web import Web
from tests.web.test_routes import handlers

# Routes that write need a body of their own: what they answer to an empty one is met too.
METHODS = ("GET", "POST")
# Each page takes the steps of its own noun; one that is none of them is refused.
NOUNS = {
    "tickets": STEPS,
    "cycles": cycle.NOUNS,
    "accounts": ACCOUNT_STEPS,
    "knowledge": ENTRY_STEPS,
    "supervision": ORDER_STEPS,
    "progress": OWN_STEPS,
    "hotspots": ISSUE_STEPS,
    "warnings": WARNING_STEPS,
    "bulletins": BULLETIN_STEPS,
    "models": MODEL_STEPS,
}
# What may stand behind the address of a list: each view shows other rows.
QUERIES = {
    "/": ("view=late", "view=open"),
    "/api/v1/supervisions": ("view=closed", "view=late"),
    "/applications": ("view=decided",),
    "/api/v1/tickets": ("limit=200&unit=990102001", "q=夜里施工"),
    "/bulletins/file": tuple(
        f"kind={kind}&date=2026-03-02&topic=夜里施工&format={form}"
        for kind in ("daily", "weekly", "monthly", "topic")
        for form in ("docx", "pdf", "xlsx")
    ),
    "/exports/tickets": ("status=triage", "unit=990102001"),
    "/map": ("level=street&district=990102&points=yes", "measure=repeats"),
    "/rates/tickets": tuple(
        f"rate={rate}&which={which}"
        for rate in ("on_time", "signed", "contact", "solved", "satisfied")
        for which in ("whole", "part", "rest")
    ),
    "/scores": ("scheme=three-rates&view=units",),
    "/supervision": ("unit=990102001", "view=open", "view=closed"),
    "/tickets": ("q=夜里施工", "unit=990102001", "lead=990102001", "status=triage,closed"),
    "/units/{code:str}/orders": ("level=urge", "level=written", "state=open", "state=late"),
    "/warnings": ("state=open", "state=closed"),
}


def values_of(web: Web, tickets: list[str]) -> dict[str, list[str]]:
    """What may stand for each parameter of an address."""
    with web.app.state.database.reading() as session:
        first = select(Ticket.id).where(Ticket.no == tickets[1])
        own = select(Attachment).where(col(Attachment.ticket_id).in_(first))
        files = [str(row.id) for row in session.exec(own)]
        orders = [str(row.id) for row in session.exec(select(SupervisionOrder))]
    names = [name + kind for name in orders for kind in ("", ".docx", ".pdf")]
    return {
        "no": tickets,
        "token": ["T1"],
        "number": sorted({*files, "1"}),
        "name": names,
        "order": orders,
        "clock": ["handle"],
        "cycle": ["1"],
        "code": ["K1", "990102001"],
        "account": ["city"],
        "office": ["1"],
        "sign": ["update_last_seen"],
        "login": ["street_clerk"],
        "file_path": ["app.js"],
        "other": tickets[-2:-1],
        "chart": ["headline", "repeats", "words"],
        "key": ["1"],
        "inbox": ["I1"],
        "source": ["S1"],
        "message": ["1"],
        "warning": ["1"],
        "issue": ["1"],
        "bulletin": ["1"],
    }


def addresses(path: str, values: dict[str, list[str]]) -> list[str]:
    """All addresses of a route; each ticket with the first values of the other parameters."""
    paths = [path]
    for parameter in re.findall(r"\{(\w+):\w+\}", path):
        choices = values[parameter]
        pattern = re.compile(rf"\{{{parameter}:\w+\}}")
        paths = [pattern.sub(choice, address) for address in paths for choice in choices]
    return paths


def all_addresses(
    web: Web, values: dict[str, list[str]], methods: Collection[str] = METHODS
) -> Iterator[tuple[str, str, str]]:
    """Method, path of the route, address: all that is read first, for what is sent may change the
    tickets. A refused form shows the page again: one ticket is enough for each.
    """
    for method, path in sorted((m, p) for m, p, _ in handlers(web.app) if m in methods):
        if path.startswith("/static"):
            continue
        choices = values | ({"no": values["no"][1:2]} if method == "POST" else {})
        if "{noun:" in path:
            choices["noun"] = [*NOUNS[path.split("/")[1]], "unknown"]
        for address in addresses(path, choices):
            yield method, path, address
            if method == "GET":
                for query in queries_of(path):
                    yield method, path, f"{address}?{query}"


def queries_of(path: str) -> list[str]:
    """Each view of a list, and each as a workbook; the page of a ticket has no views."""
    if path.startswith("/api/") or "{no:" in path:
        return [*QUERIES.get(path, ())]
    views = QUERIES.get(path, ())
    return [*views, "workbook=1", *(f"{view}&workbook=1" for view in views if "format" not in view)]


def answers(
    web: Web, who: str, values: dict[str, list[str]], methods: Collection[str] = METHODS
) -> Iterator[tuple[str, str, Any]]:
    """Method, address and answer of every address for one of the cast."""
    headers = web.as_(who) | {"Accept": "text/html"}
    for method, _, address in all_addresses(web, values, methods):
        answer = web.client.request(method, address, headers=headers, follow_redirects=False)
        yield method, address, answer
