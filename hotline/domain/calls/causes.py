"""Why a call ended: Zammad's words for it, which FreeSWITCH and Asterisk say otherwise."""

NORMAL, CANCEL, NO_ANSWER, BUSY = "normalClearing", "cancel", "noAnswer", "busy"
CONGESTION, NOT_FOUND, FORWARDED = "congestion", "notFound", "forwarded"
# Our own word, not a sender's: no hang-up came, and no call lasts so long.
NO_END = "noEnd"
# Most telling first: of two legs that hang up, one says only that it was cleared.
CAUSES = (CANCEL, NO_ANSWER, BUSY, CONGESTION, NOT_FOUND, FORWARDED, NORMAL, NO_END)
# The caller gave up, or simply laid down before anybody answered.
BY_CALLER = frozenset({CANCEL, NORMAL, ""})
# Of a call that nobody had answered; the others say nothing of that.
NEVER_ANSWERED = frozenset({CANCEL, NO_ANSWER, BUSY, NOT_FOUND})

_SAME = {
    # FreeSWITCH
    "NORMAL_CLEARING": NORMAL,
    "ORIGINATOR_CANCEL": CANCEL,
    "LOSE_RACE": CANCEL,
    "USER_BUSY": BUSY,
    "NO_ANSWER": NO_ANSWER,
    "NO_USER_RESPONSE": NO_ANSWER,
    "ALLOTTED_TIMEOUT": NO_ANSWER,
    "SUBSCRIBER_ABSENT": NO_ANSWER,
    "CALL_REJECTED": BUSY,
    "UNALLOCATED_NUMBER": NOT_FOUND,
    "NO_ROUTE_DESTINATION": NOT_FOUND,
    "DESTINATION_OUT_OF_ORDER": CONGESTION,
    "NORMAL_TEMPORARY_FAILURE": CONGESTION,
    "NORMAL_CIRCUIT_CONGESTION": CONGESTION,
    "SWITCH_CONGESTION": CONGESTION,
    "RECOVERY_ON_TIMER_EXPIRE": CONGESTION,
    "BLIND_TRANSFER": FORWARDED,
    "ATTENDED_TRANSFER": FORWARDED,
    # Asterisk, by the numbers of Q.850
    "1": NOT_FOUND,
    "3": NOT_FOUND,
    "16": NORMAL,
    "17": BUSY,
    "18": NO_ANSWER,
    "19": NO_ANSWER,
    "20": NO_ANSWER,
    "21": BUSY,
    "26": CANCEL,
    "27": CONGESTION,
    "34": CONGESTION,
    "38": CONGESTION,
    "41": CONGESTION,
    "42": CONGESTION,
    "127": CANCEL,
}
_PLAIN = {cause.lower(): cause for cause in CAUSES} | {
    name.lower(): cause for name, cause in _SAME.items()
}


def cause_of(raw: str) -> str:
    """One of CAUSES; "" for a cause that nobody knows."""
    return _PLAIN.get(raw.strip().lower(), "")
