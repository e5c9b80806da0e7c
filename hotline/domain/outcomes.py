"""The closed words of the rows about a ticket: how it stands with an assignment, a request, a
cycle.

Each value is what stands in the database; Chinese names of what people choose from are in
`vocabulary`, of what they only read in the web's labels.
"""

from enum import StrEnum


class AssignmentRole(StrEnum):
    """主办, 协办."""

    LEAD = "lead"
    SUPPORT = "support"


class AssignmentOutcome(StrEnum):
    """How an assignment ended; RUNNING until it has."""

    RUNNING = ""
    RETURNED = "returned"
    REROUTED = "rerouted"
    RECALLED = "recalled"
    PASSED_DOWN = "passed_down"
    MERGED = "merged"
    WITHDRAWN = "withdrawn"


class RequestDecision(StrEnum):
    """What became of what a unit asked for; WAITING until somebody decides.

    LAPSED: the ticket ended or was answered first. ARBITRATION: the units decide it together.
    RETRACTED: the unit took it back.
    """

    WAITING = ""
    GRANTED = "granted"
    REFUSED = "refused"
    ARBITRATION = "arbitration"
    LAPSED = "lapsed"
    RETRACTED = "retracted"


class ApplicationKind(StrEnum):
    """延期, 挂账, 放宽保密."""

    EXTENSION = "extension"
    SUSPENSION = "suspension"
    RELAXATION = "relaxation"


class PauseKind(StrEnum):
    """Why a clock stands still: 挂账, 补正, an application that was decided late."""

    SUSPENSION = "suspension"
    MATERIAL = "material"
    DECISION = "decision"


class ReplyReview(StrEnum):
    WAITING = ""
    PASSED = "passed"
    SENT_BACK = "sent_back"


class RectificationReview(StrEnum):
    """What the reviewer says of a rectification; WAITING also before the unit has answered."""

    WAITING = ""
    PASSED = "passed"
    REFUSED = "refused"


class CycleEnding(StrEnum):
    CLOSED = "closed"
    REWORK = "rework"
    MERGED = "merged"
    WITHDRAWN = "withdrawn"
    ANSWERED = "answered"
    REJECTED = "rejected"


class RatingStage(StrEnum):
    """When a caller was asked: after the answer, or at the end of a limit without one."""

    ANSWER = "answer"
    DEADLINE = "deadline"


class RatingSource(StrEnum):
    """Who wrote a rating down: staff on a call-back, or the caller by their own link."""

    CALLBACK = "callback"
    CALLER = "caller"


class Audience(StrEnum):
    """For whom a comment or a file is: CALLER for what the caller sent."""

    STAFF = "staff"
    CALLER = "caller"


class NoticeKind(StrEnum):
    """What a notice tells: an order of a level, its answer, its closing, a bad rating of a
    direct answer; danger to life, now or for a unit that is about to get the ticket; what a unit
    applied for, and what became of it; where the centre sent a ticket instead; and all else that
    happens to a ticket and somebody has to know, as notices.csv of the city says.
    """

    URGE = "urge"
    WRITTEN = "written"
    SITE = "site"
    LISTING = "listing"
    ANSWERED = "answered"
    CLOSED = "closed"
    ANSWER_RATED = "answer_rated"
    DANGER = "danger"
    DANGER_AHEAD = "danger_ahead"
    APPLIED = "applied"
    ENDORSED = "endorsed"
    APPLICATION_GRANTED = "application_granted"
    APPLICATION_REFUSED = "application_refused"
    RECALLED = "recalled"
    MOVED_AWAY = "moved_away"
    MOVED_HERE = "moved_here"
    GIVEN_BACK = "given_back"
    MERGED_AWAY = "merged_away"
    PARTED = "parted"
    CALLER_LEFT = "caller_left"
    RESUMED = "resumed"
    DANGER_ELSEWHERE = "danger_elsewhere"
    UNDECIDED = "undecided"
    NEW_TICKET = "new_ticket"
    SUPPORTING = "supporting"
    RETURN_DECIDED = "return_decided"
    SENT_BACK = "sent_back"
    REWORK = "rework"
    BAD_RATING = "bad_rating"
    PASSED_DOWN = "passed_down"
    SUPPLEMENT = "supplement"
    PHOTO = "photo"
    JOINED = "joined"
    CALLER_URGE = "caller_urge"
    WITHDRAWN = "withdrawn"
    AMBER = "amber"
    RED = "red"
    NEW_DEVICE = "new_device"
    WARNING = "warning"
    WARNING_ASSIGNED = "warning_assigned"
    BULLETIN_DRAFTED = "bulletin_drafted"
    BULLETIN_UNSIGNED = "bulletin_unsigned"
    BULLETIN_SIGNED = "bulletin_signed"
    CHAT_LATE = "chat_late"
    CHAT_DANGER = "chat_danger"
    CHAT_DANGER_NO_CALL = "chat_danger_no_call"
    WARNING_CONFIRMED = "warning_confirmed"
    WARNING_MEASURED = "warning_measured"
    WARNING_ENDED = "warning_ended"


class KnowledgeKind(StrEnum):
    """知识, 事项, 曝光纠错, 有问有答."""

    ENTRY = "entry"
    ITEM = "item"
    EXPOSURE = "exposure"
    REPLY = "reply"


# What is published to be read, and answers nobody: always approved by two, withdrawn by one.
ANNOUNCED = frozenset({KnowledgeKind.EXPOSURE, KnowledgeKind.REPLY})


class KnowledgeStatus(StrEnum):
    DRAFT = "draft"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class FeedbackKind(StrEnum):
    """What a reader says of an entry; MISSING: that there is none."""

    WRONG = "wrong"
    OUTDATED = "outdated"
    HELPFUL = "helpful"
    MISSING = "missing"


class CheckKind(StrEnum):
    """Why an entry was looked at: 抽查 for the accuracy, 复核 for the timeliness."""

    SAMPLE = "sample"
    REVIEW = "review"
