"""The one door: every channel's report becomes a ticket here, all or nothing.

`prepare` reads the report (place, category, unit) without touching the database; `store` writes
tickets in one transaction. High-rate channels hand over many at once, so that many reports share
one commit.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from pydantic import TypeAdapter
from sqlmodel import Session

from classifiers.predict import Classification
from hotline.casework.ticket_opening import OpenCase, open_tickets
from hotline.desk.desk import Desk
from hotline.domain.errors import Conflict, InvalidInput
from hotline.domain.models import IntakeKey, Ticket
from hotline.domain.permissions import CALLER, Actor, require
from hotline.domain.reports import IncomingReport
from hotline.domain.workflow import Action
from hotline.storage.bulk import Bulk, make
from hotline.storage.intake_keys import Name, known_reports
from routing.decision import Decision

_AS_JSON = TypeAdapter(IncomingReport)


@dataclass(frozen=True)
class Prepared:
    """A report with what the machine makes of it; `key` is the sender's idempotency key ("" for
    none).

    at, by  when and by whom it was taken down, where that is not now and the one who stores it
    """

    report: IncomingReport
    classification: Classification
    decision: Decision
    key: str = ""
    at: datetime | None = None
    by: Actor | None = None

    @property
    def digest(self) -> str:
        unsaid = {"occurred"} if self.report.occurred is None else None
        return hashlib.sha256(_AS_JSON.dump_json(self.report, exclude=unsaid)).hexdigest()


@dataclass(frozen=True)
class Receipt:
    """What the sender gets: the same again for the same report (`created` is False then).

    From `store` the ticket of a new report is a draft with the attributes of the row that was
    written.
    """

    ticket: Ticket
    query_code: str
    created: bool


def receive(
    session: Session, actor: Actor, report: IncomingReport, desk: Desk, *, key: str = ""
) -> Receipt:
    """Turn one report into a ticket with its clocks, route and history.

    Raises InvalidInput or Conflict.
    """
    receipt = store(session, actor, [prepare(report, desk, key=key)], desk)[0]
    if isinstance(receipt, Conflict):
        raise receipt
    return replace(receipt, ticket=session.get_one(Ticket, receipt.ticket.id))


def prepare(report: IncomingReport, desk: Desk, *, key: str = "") -> Prepared:
    """Classify, locate and route; reads no database.

    Raises InvalidInput for a district or category the city lacks.
    """
    return prepare_all([(report, key)], desk)[0]


def prepare_all(reports: Sequence[tuple[IncomingReport, str]], desk: Desk) -> list[Prepared]:
    districts = [_district(report, desk) for report, _ in reports]
    read = desk.classifier.classify_many(
        [f"{report.title}\n{report.text}" if report.title else report.text for report, _ in reports]
    )
    return [
        Prepared(report, classification, _route(report, classification, district, desk), key)
        for (report, key), classification, district in zip(reports, read, districts, strict=True)
    ]


def store(
    session: Session, actor: Actor, prepared: Sequence[Prepared], desk: Desk, *, hinted: bool = True
) -> list[Receipt | Conflict]:
    """Write the tickets of these reports; a known reference or key gives its first ticket again.

    The same key with another report is a Conflict, which stands in the place of its receipt.
    `hinted` tickets name the open one that they probably repeat.
    """
    require(actor, Action.REGISTER)
    known = known_reports(session, {name for item in prepared for name in _names(actor, item)})
    fresh: dict[tuple[str, str], Prepared] = {}
    for number, item in enumerate(prepared):
        names = _names(actor, item) or [("", str(number))]
        if not any(name in known or name in fresh for name in names):
            fresh |= dict.fromkeys(names, item)
    cases = open_tickets(
        session, actor, [_case(item) for item in _unique(fresh.values())], desk, hinted=hinted
    )
    made = {id(case.origin): case.ticket for case in cases}
    _remember(session, actor, fresh, made, desk)
    return [
        _receipt(item, number, actor, known, fresh, made, desk)
        for number, item in enumerate(prepared)
    ]


def _case(item: Prepared) -> OpenCase:
    return OpenCase(item, item.report, item.classification, item.decision, at=item.at, by=item.by)


def _unique(items: Iterable[Prepared]) -> list[Prepared]:
    return list({id(item): item for item in items}.values())


def _names(actor: Actor, item: Prepared) -> list[tuple[str, str]]:
    """Under which (source, key) this report is known: the sender's key, the channel's own
    reference.
    """
    names = [(f"key:{actor.login}", item.key)] if item.key else []
    return names + ([(f"ref:{item.report.channel}", item.report.ref)] if item.report.ref else [])


def _remember(
    session: Session,
    actor: Actor,
    fresh: dict[tuple[str, str], Prepared],
    made: dict[int, Ticket],
    desk: Desk,
) -> None:
    named = [(source, key, item) for (source, key), item in fresh.items() if source]
    if not named:
        return
    bulk = Bulk(session)
    for source, key, item in named:
        values = {
            "source": source,
            "key": key,
            "digest": item.digest,
            "ticket_id": made[id(item)].id,
        }
        bulk.add(make(bulk, IntakeKey, **values, created_at=desk.now()))
    bulk.flush()


def _receipt(
    item: Prepared,
    number: int,
    actor: Actor,
    known: dict[Name, tuple[str, Ticket]],
    fresh: dict[tuple[str, str], Prepared],
    made: dict[int, Ticket],
    desk: Desk,
) -> Receipt | Conflict:
    if id(item) in made:
        ticket = made[id(item)]
        return Receipt(ticket, desk.vault.query_code(ticket.no), created=True)
    for name in _names(actor, item):
        digest, ticket = "", None
        if name in known:
            digest, ticket = known[name]
        elif name in fresh:
            digest, ticket = fresh[name].digest, made[id(fresh[name])]
        if ticket is None:
            continue
        if digest != item.digest and (name[0].startswith("key:") or actor == CALLER):
            return _taken(name)
        return Receipt(ticket, desk.vault.query_code(ticket.no), created=False)
    raise AssertionError(f"report {number} was neither new nor known")


def _taken(name: Name) -> Conflict:
    """A key stands for one report.

    And a caller who guesses a reference must not get another's number and code.
    """
    if name[0].startswith("key:"):
        return Conflict(
            "同一 Idempotency-Key 已用于另一份内容不同的诉求",
            remedy="新的诉求请换一个 Idempotency-Key",
        )
    return Conflict("同一 ref 已用于另一份内容不同的诉求", remedy="新的诉求请换一个 ref 或不填")


def _district(report: IncomingReport, desk: Desk) -> str:
    if report.category and report.category not in desk.city.categories:
        raise InvalidInput(
            f"没有分类代码“{report.category}”",
            field="category",
            remedy="请用分类目录中的代码，或留空由系统判断",
        )
    if not report.district:
        return ""
    districts = {
        area.code: area for area in desk.city.tables.areas if area.kind in ("district", "zone")
    }
    known = {
        name: area.code
        for area in districts.values()
        for name in (area.code, area.name, *area.aliases)
    }
    code = known.get(report.district)
    if code is None:
        names = "、".join(area.name for area in districts.values())
        raise InvalidInput(
            f"没有名为“{report.district}”的区县", field="district", remedy=f"可用：{names}；或留空"
        )
    return code


def _route(report: IncomingReport, read: Classification, district: str, desk: Desk) -> Decision:
    guesses = (
        [(report.category, 1.0)]
        if report.category
        else [(s.code, s.confidence) for s in read.alternatives]
    )
    return desk.router.route(
        report.text,
        title=report.title,
        address=report.address,
        district=district,
        classification=guesses,
        request_type=report.request_type or read.request_type.code,
        on=(report.time or desk.now()).date(),
    )
