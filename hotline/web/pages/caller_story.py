"""What has happened to a caller's matter, in plain words, with what they added themselves."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from hotline.desk.desk import Desk
from hotline.domain.models import Attachment, Comment, HistoryEntry, Ticket
from hotline.domain.outcomes import Audience
from hotline.domain.workflow import Action
from hotline.reading.progress import how_promise_moved, promises_of
from hotline.storage.history import history_of
from hotline.storage.ticket_rows import rows_of_ticket
from hotline.web.caller_labels import OWN_FILE, OWN_WORDS, STILL_WITH_UNIT, STORY, UNTIL
from hotline.web.names import Names, day
from hotline.web.page_labels import HANDLING_UNIT

MERGES = frozenset({Action.MERGE, Action.JOIN})
# What the caller of another ticket did there, or what only that ticket went through.
OF_OTHERS = frozenset({Action.SUPPLEMENT, Action.CALLER_URGE, Action.REGISTER, Action.RATE})


@dataclass(frozen=True)
class StoryLine:
    """`quote` are the caller's own words, or the name of their file."""

    at: datetime
    text: str
    quote: str = ""


def story_of(session: Session, ticket: Ticket, leading: Ticket, desk: Desk) -> list[StoryLine]:
    """Newest last; of a merged ticket what the leading one went through since."""
    names = Names(desk.city)
    entries = list(history_of(session, ticket))
    if leading is not ticket:
        merges = [entry.at for entry in entries if entry.action in MERGES]
        merged_at = max(merges, default=ticket.created_at)
        entries += [
            entry
            for entry in history_of(session, leading)
            if entry.at >= merged_at and entry.action not in OF_OTHERS
        ]
    lines = [line for entry in entries for line in _lines(entry, leading, names)]
    return sorted([*lines, *_own(session, ticket)], key=lambda line: line.at)


def _lines(entry: HistoryEntry, leading: Ticket, names: Names) -> Iterator[StoryLine]:
    """The step, and that the promised day moved with it."""
    old, new = promises_of(entry)
    moved = how_promise_moved(entry.action, old, new).format(old=day(old), new=day(new))
    if entry.action in STORY and not (moved and entry.action == Action.GRANT_EXTENSION):
        yield _line(entry, leading, names)
    if moved:
        yield StoryLine(entry.at, moved)


def _line(entry: HistoryEntry, leading: Ticket, names: Names) -> StoryLine:
    unit = names.unit(entry.to_unit) or HANDLING_UNIT
    is_back = entry.action == Action.UNDO and entry.to_unit
    text = (STILL_WITH_UNIT if is_back else STORY[Action(entry.action)]).format(
        unit=unit, leading=leading.no, until=_until(entry)
    )
    quote = entry.reason if entry.action == Action.CALLER_URGE else ""
    return StoryLine(entry.at, text, quote)


def _until(entry: HistoryEntry) -> str:
    """The end of a suspension, where the step says it."""
    end = entry.details.get("until") if entry.action == Action.SUSPEND else ""
    return UNTIL.format(day=day(datetime.fromisoformat(end))) if end else ""


def _own(session: Session, ticket: Ticket) -> Sequence[StoryLine]:
    comments = rows_of_ticket(session, Comment, ticket)
    files = rows_of_ticket(session, Attachment, ticket)
    return [
        *(StoryLine(row.at, OWN_WORDS, row.text) for row in comments if _is_own(row.audience)),
        *(StoryLine(row.at, OWN_FILE, row.name) for row in files if _is_own(row.audience)),
    ]


def _is_own(audience: str) -> bool:
    return audience == Audience.CALLER
