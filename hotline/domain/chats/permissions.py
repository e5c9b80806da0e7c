"""Who does what with chats."""

from hotline.domain.roles import Actor, Role

# Who talks with callers.
TAKES_CHATS = frozenset({Role.AGENT, Role.DISPATCHER})
# Who sees the chats of everybody: agents see their own, and those that wait.
READS_ALL_CHATS = frozenset({Role.SUPERVISOR, Role.REVIEWER})
# Who gives waiting chats to agents.
LEADS_SHIFT = frozenset({Role.SUPERVISOR})
READS_CHATS = TAKES_CHATS | READS_ALL_CHATS


def reads_all_chats(actor: Actor) -> bool:
    return actor.role in READS_ALL_CHATS | {Role.SYSTEM}
