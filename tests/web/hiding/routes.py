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


def answers(
    web: Web, who: str, values: dict[str, list[str]], methods: Collection[str] = METHODS
) -> Iterator[tuple[str, str, Any]]:
    """Method, address and answer of every address for one of the cast."""
    headers = web.as_(who) | {"Accept": "text/html"}
    for method, _, address in all_addresses(web, values, methods):
        answer = web.client.request(method, address, headers=headers, follow_redirects=False)
        yield method, address, answer
