"""`make_bulletin`: the paper of a kind, a day, and for a topic its category or issue."""

import re
from collections.abc import Sequence
from datetime import date

from sqlmodel import Session

from hotline.bulletins.assessment import assessment_sections
from hotline.bulletins.material import gather
from hotline.bulletins.spans import bulletin_span
from hotline.bulletins.writers import WRITERS
from hotline.desk.desk import Desk
from hotline.domain.bulletins import TITLES, BulletinKind
from hotline.domain.errors import InvalidInput
from hotline.domain.models import HotIssue
from hotline.domain.roles import LEADER
from hotline.papers.paper import Paper, PaperSection
from hotline.storage.hot_issues import count_issues, issues_by_id
from hotline.storage.reported_groups import EVERYTHING, ReportedTopic

ISSUE = re.compile(r"热点\s*(\d{1,9})", re.ASCII)
FOOT = (
    "统计范围：本期受理的全部诉求，不含保密工单；少于 5 件的并入其余。内部资料，未经批准不得外传。"
)
ASSESSED = "数据来自考核办法规定的统计，获准剔除的不计入。内部资料，未经批准不得外传。"
EXAMPLE = "示例数据，非现行权责。"


def make_bulletin(
    session: Session,
    desk: Desk,
    kind: BulletinKind,
    day: date,
    *,
    topic: str = "",
    first: date | None = None,
) -> Paper:
    """`topic` is code, name or a word of names of categories, or 热点42; it and the `first` day of
    the span are for 专报 alone.

    Raises InvalidInput.
    """
    is_topic = kind == BulletinKind.TOPIC
    about, name = _topic(session, desk, topic) if is_topic else (EVERYTHING, "")
    if topic and not is_topic:
        raise InvalidInput("只有专报有专题", field="topic", remedy="请改用 topic，或去掉 --topic")
    span = bulletin_span(kind, day, desk.now(), first=first)
    city = desk.city
    sections: Sequence[PaperSection]
    if kind == BulletinKind.ASSESSMENT:
        sections, foot = assessment_sections(session, desk, span), ASSESSED
    else:
        sections = WRITERS[kind](gather(session, desk, span, topic=about))
        foot = FOOT
    return Paper(
        title="：".join(filter(None, (TITLES[kind], name))),
        number=span.name,
        head=f"{city.name}12345政务服务便民热线",
        sections=sections,
        signed=[city.unit_name(city.centre) or city.name, f"{desk.now():%Y年%-m月%-d日}"],
        foot=(EXAMPLE if city.example else "") + foot,
    )


def _topic(session: Session, desk: Desk, topic: str) -> tuple[ReportedTopic, str]:
    """What is counted, and its name in the title."""
    if match := ISSUE.fullmatch(topic.strip()):
        issue = _issue(session, int(match[1]))
        return ReportedTopic(issue=issue.row_id), _name(issue)
    entry = desk.city.categories.get(topic)
    return ReportedTopic(_categories(desk, topic)), entry.name if entry else topic


def _name(issue: HotIssue) -> str:
    """Its title, without places before it that it names again."""
    places, colon, rest = issue.title.partition("：")
    is_said = any(place and place in rest for place in places.split("、"))
    return (rest if colon and is_said else issue.title) or f"热点{issue.row_id}"


def _issue(session: Session, number: int) -> HotIssue:
    """What it has become part of, where it was merged; one of confidential tickets is none."""
    issue = issues_by_id(session, [number]).get(number)
    while issue is not None and issue.merged_into is not None:
        issue = issues_by_id(session, [issue.merged_into])[issue.merged_into]
    if issue is None or not count_issues(session, LEADER, ids=[issue.row_id]):
        raise InvalidInput(f"没有热点 {number}", field="topic", remedy="编号见热点页，如 热点42")
    return issue


def _categories(desk: Desk, topic: str) -> Sequence[str]:
    """The categories whose code or name this is, or in whose names it stands."""
    categories = desk.city.categories
    exact = [code for code, entry in categories.items() if topic in (code, entry.name)]
    near = [code for code, entry in categories.items() if topic and topic in entry.name]
    if not (exact or near):
        raise InvalidInput(
            f"没有名为“{topic[:40]}”的类别",
            field="topic",
            remedy="请给类别的代码、名称或名称中的词，如 噪声；热点写编号，如 热点42",
        )
    return exact or near
