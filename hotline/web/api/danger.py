"""A danger as JSON: whom to call first."""

from typing import Any

from hotline.city.danger import DangerPlan


def danger_document(plan: DangerPlan | None) -> dict[str, Any] | None:
    """Kind, numbers to dial and what to say; None where nobody is in danger."""
    if plan is None:
        return None
    numbers = [{"phone": number.phone, "name": number.name} for number in plan.numbers]
    return {"kind": plan.kind, "name": plan.name, "numbers": numbers, "say": plan.say}
