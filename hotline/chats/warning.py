"""A contact who told of a danger reads at once whom to call and what to do."""

from sqlmodel import Session

from hotline.chats.messages import add_message
from hotline.city.danger import DangerPlan
from hotline.desk.desk import Desk
from hotline.domain.chats.states import ChatMessageKind
from hotline.domain.models import ChatConversation

DANGER = "您说的情况可能有危险，请立即拨打 {numbers}。{say}这是机器自动回复。"


def warn_contact(
    session: Session, conversation: ChatConversation, desk: Desk, *, plan: DangerPlan
) -> None:
    """The front end makes buttons of the numbers."""
    phones = [number.phone for number in plan.numbers]
    text = DANGER.format(numbers="、".join(phones), say=plan.printed)
    kind, extra = ChatMessageKind.MACHINE, {"phones": phones}
    add_message(session, conversation, desk, kind=kind, text=text, extra=extra)
