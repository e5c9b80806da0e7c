"""What the machine makes of a report before it is written: place, category, unit.

Nothing here reads a ticket, so a group of reports is prepared outside any transaction.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from classifiers.predict import Classification, Suggestion
from hotline.casework.brief import brief
from hotline.casework.candidates import accepted_at_home, without_guess
from hotline.casework.danger import held_back
from hotline.casework.told_words import without_personal_words
from hotline.city.pack import CityPack
from hotline.desk.desk import Desk
from hotline.domain.errors import InvalidInput
from hotline.domain.reports import IncomingReport
from hotline.domain.roles import CALLER, Actor
from hotline.domain.vocabulary import REQUEST_TYPES, URGENCIES
from routing.decision import Decision
from routing.location import Location

Hold = Callable[[Decision, Classification, CityPack], Decision]

UNREAD = "系统未能及时读完这件诉求，没有识别地点、分类和紧急程度，请派单员通读全文"


@dataclass(frozen=True)
class Submission:
    """A report and who hands it in.

    key      the sender's idempotency key, "" for none
    at       when it was taken down, None for now
    address  of the network it came from, "" where that tells nothing of the sender
    """

    actor: Actor
    report: IncomingReport
    key: str = ""
    at: datetime | None = None
    address: str = ""


@dataclass(frozen=True)
class Prepared:
    """A submission that was read, ready to be written; `brief` are the lines for the phone.

    straight_to  the unit to which whoever takes it down sends it at once, "" for none
    """

    submission: Submission
    classification: Classification
    decision: Decision
    brief: tuple[str, ...] = ()
    straight_to: str = ""

    @property
    def report(self) -> IncomingReport:
        return self.submission.report

    @property
    def is_sure(self) -> bool:
        """Whether the ticket goes to its unit without a person."""
        return bool(self.decision.unit) and not (
            self.decision.needs_review or self.classification.abstained
        )


def prepare(
    report: IncomingReport, desk: Desk, *, actor: Actor = CALLER, key: str = ""
) -> Prepared:
    """Classify, locate and route; what the desk has read of the same report is not read again.

    Raises InvalidInput for a district or category that the city lacks.
    """
    submission, known = (
        Submission(actor, report, key),
        desk.readings.prepared if desk.readings else {},
    )
    if report not in known:
        known[report] = prepare_all([submission], desk)[0]
    prepared: Prepared = known[report]
    return replace(prepared, submission=submission)


def prepare_all(
    submissions: Sequence[Submission], desk: Desk, *, hold: Hold = held_back
) -> list[Prepared]:
    """The same for many, in their order; `hold` is what danger and red words mean for the unit."""
    reports = [submission.report for submission in submissions]
    districts = [_district(report, desk) for report in reports]
    classifications = desk.classifier.classify_many([report.whole for report in reports])
    return [
        _prepared(submission, read, district, desk, hold)
        for submission, read, district in zip(submissions, classifications, districts, strict=True)
    ]


def _prepared(
    submission: Submission, read: Classification, district: str, desk: Desk, hold: Hold
) -> Prepared:
    report, city = submission.report, desk.city
    read = without_personal_words(read, report)
    read = accepted_at_home(read, report.text, city.home_names)
    decision = hold(_route(report, read, district, desk), read, city)
    decision = without_guess(decision, read)
    lines = brief(report.whole, read, decision, city, desk.router.gazetteer)
    return Prepared(submission, read, decision, lines)


def unread(submission: Submission, desk: Desk) -> Prepared:
    """A report that the machine could not read in time: stored as it came, the dispatcher reads.

    Whom the caller names as accused in the field of its own is short, and bars them all the same.
    """
    report = submission.report
    kind, level = report.request_type or "other", report.urgency or "normal"
    classification = Classification(
        category=None,
        alternatives=[],
        request_type=Suggestion(kind, REQUEST_TYPES[kind], 0.0),
        urgency=Suggestion(level, URGENCIES[level], 0.0),
        sensitive=[],
        abstained=True,
        reasons=[UNREAD],
    )
    decision = Decision(
        unit="",
        unit_name="",
        co_units=(),
        confidence=0.0,
        needs_review=True,
        basis="",
        reasons=(),
        alternatives=(),
        category=report.category,
        location=Location(),
        layer="none",
    )
    if report.accused:
        heard = desk.router.route("", accused=report.accused, on=desk.now().date())
        decision = replace(
            decision,
            accused=heard.accused,
            secrecy=heard.secrecy,
            reasons=heard.reasons,
            names_unknown=heard.names_unknown,
        )
    return Prepared(submission, classification, decision)


def _district(report: IncomingReport, desk: Desk) -> str:
    """The code of the district that the report names, "" where it names none."""
    if report.category and report.category not in desk.city.categories:
        raise InvalidInput(
            f"没有分类代码“{report.category}”",
            field="category",
            remedy="请用分类目录中的代码，或留空由系统判断",
        )
    if not report.district:
        return ""
    areas = [area for area in desk.city.tables.areas if area.kind in ("district", "zone")]
    codes = {name: area.code for area in areas for name in (area.code, area.name, *area.aliases)}
    code = codes.get(report.district)
    if code is None:
        names = "、".join(area.name for area in {area.code: area for area in areas}.values())
        raise InvalidInput(
            f"没有名为“{report.district}”的区县", field="district", remedy=f"可用：{names}；或留空"
        )
    return code


def _route(
    report: IncomingReport, classification: Classification, district: str, desk: Desk
) -> Decision:
    categories = (
        [(report.category, 1.0)]
        if report.category
        else [
            (suggestion.code, suggestion.confidence) for suggestion in classification.alternatives
        ]
    )
    return desk.router.route(
        report.text,
        title=report.title,
        address=report.address,
        district=district,
        classification=categories,
        request_type=report.request_type or classification.request_type.code,
        accused=report.accused,
        on=(report.time or desk.now()).date(),
    )
