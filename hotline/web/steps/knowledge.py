"""What people do to an entry of the knowledge base, each step declared once: the form on its page
and the routes of the API are made from here.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from sqlmodel import Session

from hotline.desk.desk import Desk
from hotline.domain.knowledge_permissions import KNOWLEDGE_ROLES, KnowledgeAction, keeps
from hotline.domain.models import KnowledgeEntry
from hotline.domain.outcomes import ANNOUNCED
from hotline.domain.roles import Actor
from hotline.domain.time.times import day_of
from hotline.knowledge import entries
from hotline.knowledge.feedback import ABOUT_ENTRY, LONGEST, give_feedback
from hotline.web.body import Body
from hotline.web.steps.form import named

State = Callable[[KnowledgeEntry, date], bool]
RIGHT = {"yes": "正确", "no": "有误"}


@dataclass(frozen=True)
class EntryStep:
    """`noun` is its name in addresses, `name` the one on the page.

    action    what it is; who may do that is in KNOWLEDGE_ROLES
    form      what is sent with it
    verb      takes session, actor, entry, desk and the fields of the form by name
    done      what the next page says
    offered   whether the page shows it for an entry in its state of today
    urgent    whether its form stands open on the page
    unasked   fields that the page fills in by itself
    button    on the form; without it `name` stands there
    hint      over the form
    is_final  it takes something away: the button warns
    """

    noun: str
    name: str
    action: KnowledgeAction
    form: type[Body]
    verb: Callable[..., Any]
    done: str
    offered: State = lambda entry, today: True
    urgent: State = lambda entry, today: False
    unasked: tuple[str, ...] = ()
    button: str = ""
    hint: str = ""
    is_final: bool = False
    minor: bool = True

    def is_open(self, actor: Actor, entry: KnowledgeEntry, today: date) -> bool:
        """Everybody who reads an entry may say what they think; the rest is for its keepers."""
        is_reader = self.action == KnowledgeAction.FEED_BACK
        may = actor.role in KNOWLEDGE_ROLES[self.action] and (
            is_reader or keeps(actor, entry.unit, entry.kind)
        )
        return may and self.offered(entry, today)

    def take(
        self, session: Session, actor: Actor | None, entry: KnowledgeEntry, desk: Desk, form: Body
    ) -> Any:
        """What the verb answers; `actor` None is a caller."""
        fields = {name: getattr(form, name) for name in form.__struct_fields__}
        return self.verb(session, actor, entry, desk, **fields)


class PublicationForm(Body):
    version: int
    note: Annotated[str, named("发布说明")] = ""


class SendBackForm(Body):
    reason: Annotated[str, named("退回理由")]


class ConfirmationForm(Body):
    review_due: Annotated[str, named("下次复核日期", "留空按城市规定的周期", input="date")] = ""
    note: Annotated[str, named("复核说明")] = ""


class SampleForm(Body):
    is_right: Annotated[bool, named("内容是否正确", choices=RIGHT)]
    note: Annotated[str, named("错在哪里", "有误时必填")] = ""


class EntryWithdrawalForm(Body):
    reason: Annotated[str, named("撤下理由")]


class FeedbackForm(Body):
    kind: Annotated[str, named("反馈", choices=ABOUT_ENTRY)]
    text: Annotated[
        str, named("说明", "有误或过时的，写明哪里不对；不写个人信息", longest=LONGEST)
    ] = ""


def publish(
    session: Session, actor: Actor, entry: KnowledgeEntry, desk: Desk, *, version: int, note: str
) -> None:
    entries.publish(session, actor, entry, desk, number=version, note=note.strip())


def confirm(
    session: Session, actor: Actor, entry: KnowledgeEntry, desk: Desk, *, review_due: str, note: str
) -> None:
    due = day_of("review_due", review_due).date() if review_due else None
    entries.confirm(session, actor, entry, desk, review_due=due, note=note)


def waits(entry: KnowledgeEntry, today: date) -> bool:
    return entry.pending


def is_live(entry: KnowledgeEntry, today: date) -> bool:
    return bool(entry.live)


def is_live_answer(entry: KnowledgeEntry, today: date) -> bool:
    return bool(entry.live) and entry.kind not in ANNOUNCED


ENTRY_STEPS = {
    step.noun: step
    for step in (
        EntryStep(
            "publications",
            "发布新版",
            KnowledgeAction.PUBLISH,
            PublicationForm,
            publish,
            done="已发布",
            offered=lambda entry, today: entry.pending or not entry.live,
            urgent=lambda entry, today: True,
            unasked=("version",),
            button="发布",
            hint="请核对内容、依据和有效期。发布后立即生效。",
            minor=False,
        ),
        EntryStep(
            "send-backs",
            "退回修改",
            KnowledgeAction.SEND_BACK,
            SendBackForm,
            entries.send_back,
            done="已退回修改",
            offered=waits,
            is_final=True,
        ),
        EntryStep(
            "confirmations",
            "复核无误",
            KnowledgeAction.CONFIRM,
            ConfirmationForm,
            confirm,
            done="已复核",
            offered=is_live_answer,
            urgent=lambda entry, today: entry.review_due <= today,
        ),
        EntryStep(
            "samples",
            "抽查",
            KnowledgeAction.SAMPLE,
            SampleForm,
            entries.sample,
            done="已记录抽查",
            offered=is_live_answer,
            button="记录抽查",
        ),
        EntryStep(
            "withdrawals",
            "撤下",
            KnowledgeAction.WITHDRAW,
            EntryWithdrawalForm,
            entries.withdraw,
            done="已撤下",
            offered=is_live,
            is_final=True,
        ),
        EntryStep(
            "feedback",
            "反馈",
            KnowledgeAction.FEED_BACK,
            FeedbackForm,
            give_feedback,
            done="已收到反馈，谢谢",
            button="提交反馈",
        ),
    )
}
