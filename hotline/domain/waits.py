"""Every state in which something waits: who at the centre can end it, and when somebody is told
that nobody did. No state is without an exit.
"""

from typing import NamedTuple

from hotline.domain.permissions import MAY, role_may
from hotline.domain.roles import CENTRE, SEES_CONFIDENTIAL, Actor, Role
from hotline.domain.statuses import OPEN, STATUSES, Status
from hotline.domain.workflow import SELDOM, TRANSITIONS, Action

A = Action
# Open to every matter at any time, and no answer to what it waits for; and what follows from other
# steps by itself.
ASIDE = frozenset({A.MERGE, A.JOIN, A.WITHDRAW, A.TAKE_BACK, A.TRIAGE, A.CLOSE, A.ANSWER_ALONG})
# They lead to the same status and end the waiting all the same.
AGAIN = (A.CALL_BACK, A.MOVE)
CLOCK = "the clock `{clock}` ends (`deadlines.csv`); then by the rungs of `ladder.csv`"
DECIDED = "`decide_within` of `city.toml` after it was handed in"


class Wait(NamedTuple):
    """`exits` are the steps that end it; `told` when it is told, `to` whom.

    state  a status of a ticket, or what waits beside it
    """

    state: str
    exits: tuple[Action, ...]
    told: str
    to: str = "supervisor"

    def roles(self, action: Action, *, secrecy: str = "") -> list[Role]:
        """Who at the centre may take one of these steps on a ticket of this secrecy that they
        see.
        """
        people = CENTRE - {Role.SYSTEM}
        if secrecy == "confidential":
            people &= SEES_CONFIDENTIAL
        return [
            role for role in Role if role in people and role_may(Actor("", role), action, secrecy)
        ]


TOLD_OTHERWISE = {
    Status.EXTENSION_REQUESTED: DECIDED,
    Status.SUSPENSION_REQUESTED: DECIDED,
    Status.SUSPENDED: "`look_every` of `city.toml`; then by the rungs of `ladder.csv`",
    Status.MERGED: "with the clocks of the ticket into which it was merged",
}
BESIDE = (
    Wait("missing material", (A.SUPPLEMENT, A.MOVE), "`material_wait` of `city.toml`", "unit"),
    Wait(
        "opinion of a supporting unit",
        (A.MOVE,),
        "the clock `handle` of the ticket ends; the lead may reply without it",
    ),
    Wait("application for less secrecy", (A.RELAX, A.REFUSE_RELAXATION), DECIDED),
    Wait("application for an exclusion", (A.GRANT_EXCLUSION, A.REFUSE_EXCLUSION), DECIDED),
    Wait(
        "rectification by the unit",
        (A.PASS_RECTIFICATION,),
        "`rectify_within` of `city.toml`; from then on it may be closed without an answer",
    ),
    Wait(
        "rectification to be judged",
        (A.PASS_RECTIFICATION, A.REFUSE_RECTIFICATION),
        "`decide_within` of `city.toml` after the unit answered",
    ),
    Wait("order to be answered", (A.LIFT_SUPERVISION,), "the time for its answer ends"),
    Wait(
        "order to be closed",
        (A.LIFT_SUPERVISION,),
        "`decide_within` of `city.toml` after it was answered",
    ),
)


def waits() -> tuple[Wait, ...]:
    """Of every open status, in the order of the statuses, and of what waits beside it."""
    return (*(_of_status(status) for status in Status if status in OPEN), *BESIDE)


def waits_table() -> str:
    """The same as a table of Markdown."""
    rows = ["| waits | ended at the centre by | told after | to |", "| --- " * 4 + "|"]
    return "\n".join([*rows, *map(_row, waits())])


def _row(wait: Wait) -> str:
    exits = "; ".join(_exit(wait, action) for action in wait.exits)
    return f"| {' | '.join((wait.state, exits, wait.told, wait.to))} |"


def _exit(wait: Wait, action: Action) -> str:
    """The step and who may take it; of a confidential ticket, where others do."""
    usual, secret = wait.roles(action), wait.roles(action, secrecy="confidential")
    more = [role for role in secret if role not in usual]
    confidential = f"; of a confidential ticket {', '.join(secret)}" if more else ""
    return f"{action} ({', '.join(usual)}{confidential})"


def _of_status(status: Status) -> Wait:
    people = CENTRE - {Role.SYSTEM}
    exits = tuple(
        action
        for (source, action), target in TRANSITIONS.items()
        if source == status and (target != status or action in AGAIN)
        if MAY[action] & people
        if action not in ASIDE and (source, action) not in SELDOM
    )
    told = TOLD_OTHERWISE.get(status) or CLOCK.format(clock=STATUSES[status].clock)
    return Wait(f"`{status}`", exits, told)
