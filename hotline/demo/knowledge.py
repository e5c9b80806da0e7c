"""What 示例市 knows: entries and service items from the demo's own files, and some of the work
with them.
"""

from datetime import timedelta
from importlib.resources import as_file, files

from sqlmodel import Session, select

from hotline.demo.demo_staff import DemoStaff
from hotline.desk.desk import Desk
from hotline.domain.knowledge import FIELDS, Content
from hotline.domain.models import KnowledgeEntry
from hotline.domain.roles import SYSTEM, Role
from hotline.knowledge import entries as know
from hotline.knowledge import feedback
from hotline.knowledge.many_entries import plan_rows, write_rows
from hotline.knowledge.sheet import KnownRow, read_rows
from hotline.sheets.opening import open_sheet
from hotline.storage.knowledge import version_of

TEXTS = files("hotline.demo").joinpath("texts")
FILES = {"entry": "knowledge.csv", "item": "items.csv"}
WRITTEN_DAYS_AGO, REVIEWED_DAYS_AGO = 200, 25
VOICES = (
    ("K000010", "outdated", "限行时间好像改了，早高峰提前到七点。"),
    ("K000049", "wrong", "供暖开始的日期和通告上写的不一样。"),
    ("K000021", "outdated", "今年的缴费标准公布了，这里还是去年的。"),
)


def load_knowledge(session: Session, desk: Desk, crew: DemoStaff) -> int:
    """Everything that ships, as if it had been written half a year ago and worked with since.

    How many there are.
    """
    then = desk.at(desk.now() - timedelta(days=WRITTEN_DAYS_AGO))
    count = sum(_load(session, kind, then) for kind in FILES)
    _work_with(session, desk, crew)
    return count


def _load(session: Session, kind: str, desk: Desk) -> int:
    with as_file(TEXTS.joinpath(FILES[kind])) as path:
        rows = [
            row for row in read_rows(open_sheet(path), kind, desk.city) if isinstance(row, KnownRow)
        ]
    return write_rows(session, SYSTEM, plan_rows(session, kind, rows), desk, kind=kind)["created"]


def _work_with(session: Session, desk: Desk, crew: DemoStaff) -> None:
    """Reviews, spot checks, voices of readers, a version that waits for publication."""
    keeper, other = crew.by_role[Role.REVIEWER][:2]
    earlier = desk.at(desk.now() - timedelta(days=REVIEWED_DAYS_AGO))
    entries = {entry.code: entry for entry in session.exec(select(KnowledgeEntry).order_by("id"))}
    live = [entry for entry in entries.values() if entry.live]
    for entry in live[:-6]:
        know.confirm(session, keeper, entry, earlier)
    for number, entry in enumerate(live[::6]):
        wrong = number == 3
        know.sample(
            session,
            other,
            entry,
            earlier,
            is_right=not wrong,
            note="办理时间与窗口公示不一致" if wrong else "",
        )
    for code, kind, text in VOICES:
        feedback.give_feedback(session, None, entries[code], desk, kind=kind, text=text)
    _revise(session, desk, crew, entries["K000021"])


def _revise(session: Session, desk: Desk, crew: DemoStaff, entry: KnowledgeEntry) -> None:
    version = version_of(session, entry, entry.live)
    values = {name: getattr(version, name) for name in FIELDS} | {
        "questions": tuple(version.questions)
    }
    values |= {
        "answer": version.answer.replace("个人缴费 400 元", "个人缴费 420 元"),
        "review_due": None,
    }
    clerk = crew.clerks[entry.unit]
    know.revise(
        session,
        clerk,
        entry,
        desk,
        content=Content(**values),
        seen_version=entry.newest,
        note="按新年度标准更新",
    )
