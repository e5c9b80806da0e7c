"""Who does what with calls."""

from hotline.domain.roles import Actor, Role

# Who answers calls, with the agent's sheet.
TAKES_CALLS = frozenset({Role.AGENT, Role.DISPATCHER})
# Who sees the calls of everybody: agents see their own and the unanswered ones.
READS_ALL_CALLS = frozenset({Role.SUPERVISOR, Role.LEADER, Role.REVIEWER})
READS_CALLS = TAKES_CALLS | READS_ALL_CALLS
# Who opens a number or a recording, with a reason.
OPENS_CALLS = READS_CALLS - {Role.LEADER}
RINGS_BACK = frozenset({Role.AGENT, Role.DISPATCHER, Role.REVIEWER, Role.SUPERVISOR})
MARKS_NUMBERS = frozenset({Role.SUPERVISOR})
WATCHES_SEATS = TAKES_CALLS | {Role.SUPERVISOR, Role.LEADER}
CHECKS_CALLS = frozenset({Role.REVIEWER, Role.SUPERVISOR})
READS_CHECKS = CHECKS_CALLS | TAKES_CALLS


def reads_all_calls(actor: Actor) -> bool:
    return actor.role in READS_ALL_CALLS | {Role.SYSTEM}
