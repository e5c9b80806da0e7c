"""今日要情: the few things that a leader has to know this morning, and what they watch."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import chain, zip_longest

from sqlmodel import Session

from analytics.gatherings import Gathering
from analytics.search.base import Query
from classifiers.personal import mask
from hotline.desk.desk import Desk
from hotline.domain.errors import NotFound
from hotline.domain.holders import CENTRE
from hotline.domain.models import Ticket, WatchedMatter
from hotline.domain.roles import Actor
from hotline.people.watched import KINDS, watched_by
from hotline.reading.masking import shown_tickets
from hotline.reading.pressing_matter import (
    PressingMatter,
    joined_by_issue,
    of_dangers,
    of_issues,
    of_spots,
    of_ticket,
    of_unit,
    of_units,
    spot_of,
)
from hotline.storage.holders import lamps_by_holder
from hotline.storage.index.columns import beginning, condition
from hotline.storage.pressing import (
    Spot,
    alarming,
    issues_of_tickets,
    last_steps,
    late_urgent,
    open_dangers,
    tickets_by_number,
)

MOST = 7
MOST_DANGERS = 200


def pressing_matters(
    session: Session,
    actor: Actor,
    desk: Desk,
    query: Query,
    gathered: Sequence[Gathering],
    *,
    standing: Sequence[Ticket] | None = None,
) -> list[PressingMatter]:
    """At most MOST: dangers to life, the newest first, then in turns the first of each other kind
    and the second; the same matter once.

    gathered  the city's gatherings of this moment within the same filters
    standing  `standing_dangers`, where they are known
    """
    now, more = desk.now(), _conditions(query)
    late = late_urgent(session, actor, now, limit=MOST, more=more)
    alarms = alarming(session, actor, now, limit=MOST, more=more)
    joined, inside = _joined(session, actor, gathered, [*late, *alarms], now)
    lates, alone = (
        [of_ticket(ticket, sign) for ticket in tickets if ticket.row_id not in inside]
        for sign, tickets in (("late", late), ("alarm", alarms))
    )
    lamps = [] if query.filters or query.prefixes else lamps_by_holder(session, actor, now)[:1]
    units = [of_unit(session, actor, lamp, now) for lamp in lamps if lamp.red]
    crowds, telling, sores = (
        [matter for matter in joined if matter.sign == sign] for sign in ("crowd", "alarm", "sore")
    )
    kinds = (crowds, lates, [*telling, *alone], sores, units)
    if standing is None:
        standing = standing_dangers(session, actor, query)
    dangers = of_dangers(standing)
    return _finished(session, actor, desk, [*dangers, *_in_turns(kinds)][:MOST])


def standing_dangers(session: Session, actor: Actor, query: Query) -> Sequence[Ticket]:
    """The newest open tickets that tell of danger, at most MOST_DANGERS."""
    return open_dangers(session, actor, limit=MOST_DANGERS, more=_conditions(query))


def dangers_beyond(standing: Sequence[Ticket], matters: Sequence[PressingMatter]) -> int:
    """How many of the standing dangers are in none of these matters."""
    return len(standing) - sum(matter.n for matter in matters if matter.sign == "danger")


def _joined(
    session: Session,
    actor: Actor,
    gathered: Sequence[Gathering],
    urgent: Sequence[Ticket],
    now: datetime,
) -> tuple[list[PressingMatter], set[int]]:
    """Crowds and sores, as issues where there are such, and the ids of the urgent tickets that are
    in them; a sore of which one has a red word stands as an alarm.
    """
    crowds, sores = _of_gatherings(session, actor, gathered, now)
    spots = {(matter.place, matter.category) for matter in (*crowds, *sores)}
    red = {_spot(ticket) for ticket in urgent if ticket.is_red}
    telling = [sore for sore in sores if (sore.place, sore.category) in red]
    sores = [sore for sore in sores if sore not in telling]
    telling = [replace(sore, sign="alarm") for sore in telling]
    joined = joined_by_issue(session, actor, [*crowds, *telling, *sores], now)
    issue_of = issues_of_tickets(session, [ticket.row_id for ticket in urgent])
    issues = {int(matter.key) for matter in joined if matter.kind == "issue"}
    red_issues = {str(issue_of.get(ticket.row_id)) for ticket in urgent if ticket.is_red}
    matters = [
        replace(matter, sign="alarm")
        if matter.sign == "sore" and matter.kind == "issue" and matter.key in red_issues
        else matter
        for matter in joined
    ]
    inside = [
        ticket
        for ticket in urgent
        if _spot(ticket) in spots or issue_of.get(ticket.row_id) in issues
    ]
    return matters, {ticket.row_id for ticket in inside}


def _of_gatherings(
    session: Session, actor: Actor, gathered: Sequence[Gathering], now: datetime
) -> list[list[PressingMatter]]:
    """Crowds and sores of which something is still open."""
    groups = {
        "crowd": [gathering for gathering in gathered if gathering.callers is not None][:MOST],
        "sore": [gathering for gathering in gathered if gathering.callers is None][:MOST],
    }
    spots = [(crowd.place, crowd.category) for group in groups.values() for crowd in group]
    matters = of_spots(session, actor, spots, now)
    return [
        [
            replace(matters[spot], sign=sign)
            for spot in ((gathering.place, gathering.category) for gathering in group)
            if spot in matters and matters[spot].standing
        ]
        for sign, group in groups.items()
    ]


def watched_matters(session: Session, actor: Actor, desk: Desk) -> list[PressingMatter]:
    """The reader's own list, newest first; what they may no longer see is not on it."""
    rows = watched_by(session, actor.login)
    keys = {kind: [row.key for row in rows if row.kind == kind] for kind in KINDS}
    listed = _by_key(session, actor, desk, keys)
    matters = [listed[row.kind][row.key] for row in rows if row.key in listed[row.kind]]
    return _finished(session, actor, desk, matters)


def check_watchable(session: Session, actor: Actor, desk: Desk, kind: str, key: str) -> None:
    """Raises NotFound for what is not there for these eyes; an issue or a place is there while the
    last month has reports of it.
    """
    keys = {name: [key] if name == kind else [] for name in KINDS}
    if kind in KINDS and key not in _by_key(session, actor, desk, keys)[kind]:
        raise NotFound(
            f"没有可关注的{_KIND_NAMES[kind]}“{key[:40]}”", remedy="请从今日要情或工单页面点“关注”"
        )


def unshown(
    session: Session, actor: Actor, matters: Sequence[PressingMatter]
) -> list[WatchedMatter]:
    """What is on the reader's list and not among its `matters`: to be taken off it."""
    shown = {_id(matter) for matter in matters}
    rows = watched_by(session, actor.login)
    return [row for row in rows if (row.kind, row.key) not in shown]


_KIND_NAMES = {"ticket": "工单", "spot": "地点和分类", "issue": "热点", "unit": "单位"}


def _by_key(
    session: Session, actor: Actor, desk: Desk, keys: Mapping[str, Sequence[str]]
) -> Mapping[str, Mapping[str, PressingMatter]]:
    """By kind and key, as far as it is there for the reader."""
    now = desk.now()
    tickets = tickets_by_number(session, actor, keys["ticket"])
    spots = of_spots(session, actor, [spot_of(key) for key in keys["spot"]], now)
    units = [code for code in keys["unit"] if code == CENTRE or code in desk.city.units]
    return {
        "ticket": {ticket.no: of_ticket(ticket, "") for ticket in tickets},
        "issue": {
            str(number): matter
            for number, matter in of_issues(session, actor, _numbers(keys["issue"]), now).items()
        },
        "spot": {matter.key: matter for matter in spots.values()},
        "unit": of_units(session, actor, units, now),
    }


def _in_turns(kinds: Iterable[Sequence[PressingMatter]]) -> list[PressingMatter]:
    matters: list[PressingMatter] = []
    for matter in chain.from_iterable(zip_longest(*kinds)):
        if matter is not None and _id(matter) not in map(_id, matters):
            matters.append(matter)
    return matters[:MOST]


def _id(matter: PressingMatter) -> tuple[str, str]:
    return matter.kind, matter.key


def _finished(
    session: Session, actor: Actor, desk: Desk, matters: Sequence[PressingMatter]
) -> list[PressingMatter]:
    """With masked tickets, their newest steps, and what is on the reader's list."""
    tickets = [matter.ticket for matter in matters if matter.ticket]
    steps = last_steps(session, tickets)
    shown = {ticket.row_id: ticket for ticket in shown_tickets(session, tickets, desk.vault)}
    watched = {(row.kind, row.key) for row in watched_by(session, actor.login)}
    finished = []
    for matter in matters:
        ticket = matter.ticket
        if ticket is not None:
            masked, last = shown[ticket.row_id], steps.get(ticket.row_id)
            matter = replace(matter, ticket=masked, title=mask(masked.title), last=last)
        finished.append(replace(matter, watched=(matter.kind, matter.key) in watched))
    return finished


def _conditions(query: Query) -> list[object]:
    return [
        *(condition(name, values) for name, values in query.filters.items()),
        *(beginning(name, text) for name, text in query.prefixes.items()),
    ]


def _numbers(keys: Sequence[str]) -> list[int]:
    return [int(key) for key in keys if key.isascii() and key.isdecimal() and len(key) < 19]


def _spot(ticket: Ticket) -> Spot:
    return ticket.place, ticket.category
