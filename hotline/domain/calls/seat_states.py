"""What an agent is doing, as pages and calls say it."""

from enum import StrEnum

from hotline.domain.calls.call_facts import CallState


class SeatState(StrEnum):
    IDLE = "idle"
    TALK = "talk"
    WRAP = "wrap"
    BREAK = "break"
    AWAY = "away"


# What agents say of themselves; that they talk, only a call says.
CHOSEN = (SeatState.IDLE, SeatState.WRAP, SeatState.BREAK, SeatState.AWAY)


def after_call(state: SeatState, call: CallState, *, own: bool) -> SeatState:
    """The state of the agent of a call that has come as far as `call`.

    own  whether it is the call that the agent was on; another one that ends changes nothing
    """
    if call == CallState.TALKING:
        return SeatState.TALK
    return SeatState.WRAP if own and state == SeatState.TALK else state
