"""简报: their kinds, and the life of one that is sent: drafted, then signed or dropped."""

from enum import StrEnum


class BulletinKind(StrEnum):
    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"
    ASSESSMENT = "assessment"
    TOPIC = "topic"


TITLES = {
    BulletinKind.DAILY: "热线日报",
    BulletinKind.WEEKLY: "热线周报",
    BulletinKind.MONTHLY: "热线月报",
    BulletinKind.ASSESSMENT: "考评通报",
    BulletinKind.TOPIC: "热线专报",
}
# What the worker drafts by itself; a topic is chosen by somebody.
REGULAR = tuple(kind for kind in BulletinKind if kind is not BulletinKind.TOPIC)


class BulletinState(StrEnum):
    """DRAFTED waits for a person; SIGNED was sent to the list; DROPPED goes to nobody."""

    DRAFTED = "drafted"
    SIGNED = "signed"
    DROPPED = "dropped"
