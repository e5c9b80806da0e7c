"""A danger as JSON: whom to call first, and the ticket that was opened for it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from hotline.casework.receive import Receipt
from hotline.city.danger import DangerPlan
from hotline.domain.errors import HotlineError


def danger_document(plan: DangerPlan | None, *, is_spoken: bool = False) -> dict[str, Any] | None:
    """Kind, numbers to dial and what to say; None where nobody is in danger.

    is_spoken   a person reads it to the caller on the phone; else it stands where nobody is
    """
    if plan is None:
        return None
    numbers = [{"phone": number.phone, "name": number.name} for number in plan.numbers]
    say = plan.say if is_spoken else plan.printed
    return {"kind": plan.kind, "name": plan.name, "numbers": numbers, "say": say}


def opened_document(opened: Receipt | None) -> dict[str, str] | None:
    """Number and code, for the caller's own eyes, of the ticket that a danger got of its own."""
    return {"ticket_no": opened.no, "query_code": opened.query_code} if opened else None


@contextmanager
def numbers_first(plan: DangerPlan | None) -> Iterator[None]:
    """Whatever is refused meanwhile, the refusal says whom to call first."""
    try:
        yield
    except HotlineError as error:
        error.danger = danger_document(plan)
        raise
