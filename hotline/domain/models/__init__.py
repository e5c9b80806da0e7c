"""The tables. Times are naive local time of the city, to the second; codes refer to the city pack.

Personal data of callers stands in `Caller`, `TicketParty`, calls and chats only, encrypted by
`hotline.storage.vault`. `HistoryEntry` is append-only and is also the queue: an entry without
`processed_at` waits for the worker.
"""

from hotline.domain.models.attachments import Attachment
from hotline.domain.models.audit import AuditEntry, AuditHead
from hotline.domain.models.beside_tickets import TicketParty, TicketReader
from hotline.domain.models.bulletins import StoredBulletin
from hotline.domain.models.calls import (
    AccessToken,
    CallCheck,
    NumberMark,
    PhoneCall,
    Ringback,
    RingbackAttempt,
    Seat,
)
from hotline.domain.models.chats import (
    ChatAttachment,
    ChatContact,
    ChatConversation,
    ChatEvent,
    ChatInbox,
    ChatMessage,
    ChatPresence,
)
from hotline.domain.models.chores import ChoreRun, IndexState, WallState
from hotline.domain.models.city import CityVersion, DayCounter, UnitRow
from hotline.domain.models.deliveries import (
    Delivery,
    DeliveryAttempt,
    WechatAccount,
    WechatPush,
)
from hotline.domain.models.drafts import Draft
from hotline.domain.models.handling import (
    Application,
    Assignment,
    Callback,
    CycleFigures,
    PauseRow,
    Reply,
    ReturnRequest,
)
from hotline.domain.models.issues import HotIssue, IssueMark, IssueMember, IssueStep
from hotline.domain.models.knowledge import (
    KnowledgeCheck,
    KnowledgeCitation,
    KnowledgeEntry,
    KnowledgeFeedback,
    KnowledgeStep,
    KnowledgeVersion,
)
from hotline.domain.models.numbered_row import NumberedRow
from hotline.domain.models.rating import CallbackPlan, Rating, Rectification
from hotline.domain.models.records import AccessLog, HistoryEntry, SuggestionRecord
from hotline.domain.models.scoring import ExcludedFigure, Exclusion, ScorePublication, ScoreRow
from hotline.domain.models.staff import (
    Attempt,
    FamiliarAddress,
    FormerPassword,
    NewDevice,
    Passkey,
    RecoveryCode,
    SignOnLink,
    Staff,
    StaffSession,
    UsedNote,
)
from hotline.domain.models.supervision import Notice, SupervisionOrder, YearCounter
from hotline.domain.models.tickets import (
    WATCH_NOW,
    Caller,
    Comment,
    IntakeKey,
    OpenidReport,
    Ticket,
)
from hotline.domain.models.warnings import RaisedWarning, WarningStep, WarningTicket
from hotline.domain.models.watched import WatchedMatter

__all__ = [
    "WATCH_NOW",
    "AccessLog",
    "AccessToken",
    "Application",
    "Assignment",
    "Attachment",
    "Attempt",
    "AuditEntry",
    "AuditHead",
    "CallCheck",
    "Callback",
    "CallbackPlan",
    "Caller",
    "ChatAttachment",
    "ChatContact",
    "ChatConversation",
    "ChatEvent",
    "ChatInbox",
    "ChatMessage",
    "ChatPresence",
    "ChoreRun",
    "CityVersion",
    "Comment",
    "CycleFigures",
    "DayCounter",
    "Delivery",
    "DeliveryAttempt",
    "Draft",
    "ExcludedFigure",
    "Exclusion",
    "FamiliarAddress",
    "FormerPassword",
    "HistoryEntry",
    "HotIssue",
    "IndexState",
    "IntakeKey",
    "IssueMark",
    "IssueMember",
    "IssueStep",
    "KnowledgeCheck",
    "KnowledgeCitation",
    "KnowledgeEntry",
    "KnowledgeFeedback",
    "KnowledgeStep",
    "KnowledgeVersion",
    "NewDevice",
    "Notice",
    "NumberMark",
    "NumberedRow",
    "OpenidReport",
    "Passkey",
    "PauseRow",
    "PhoneCall",
    "RaisedWarning",
    "Rating",
    "RecoveryCode",
    "Rectification",
    "Reply",
    "ReturnRequest",
    "Ringback",
    "RingbackAttempt",
    "ScorePublication",
    "ScoreRow",
    "Seat",
    "SignOnLink",
    "Staff",
    "StaffSession",
    "StoredBulletin",
    "SuggestionRecord",
    "SupervisionOrder",
    "Ticket",
    "TicketParty",
    "TicketReader",
    "UnitRow",
    "UsedNote",
    "WallState",
    "WarningStep",
    "WarningTicket",
    "WatchedMatter",
    "WechatAccount",
    "WechatPush",
    "YearCounter",
]
