"""The tables. Times are naive local time of the city, to the second; codes refer to the city pack.

Personal data of callers stands in `Caller` and `TicketParty` only, encrypted by
`hotline.storage.vault`. `HistoryEntry` is append-only and is also the queue: an entry without
`processed_at` waits for the worker.
"""

from hotline.domain.models.attachments import Attachment
from hotline.domain.models.audit import AuditEntry, AuditHead
from hotline.domain.models.beside_tickets import TicketParty, TicketReader
from hotline.domain.models.calls import (
    AccessToken,
    CallCheck,
    NumberMark,
    PhoneCall,
    Ringback,
    RingbackAttempt,
    Seat,
)
from hotline.domain.models.chores import ChoreRun, IndexState
from hotline.domain.models.city import CityVersion, DayCounter, UnitRow
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
    NewDevice,
    Passkey,
    RecoveryCode,
    SignOnLink,
    Staff,
    StaffSession,
    UsedNote,
)
from hotline.domain.models.supervision import Notice, SupervisionOrder, YearCounter
from hotline.domain.models.tickets import WATCH_NOW, Caller, Comment, IntakeKey, Ticket

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
    "ChoreRun",
    "CityVersion",
    "Comment",
    "CycleFigures",
    "DayCounter",
    "Draft",
    "ExcludedFigure",
    "Exclusion",
    "FamiliarAddress",
    "HistoryEntry",
    "IndexState",
    "IntakeKey",
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
    "Passkey",
    "PauseRow",
    "PhoneCall",
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
    "SuggestionRecord",
    "SupervisionOrder",
    "Ticket",
    "TicketParty",
    "TicketReader",
    "UnitRow",
    "UsedNote",
    "YearCounter",
]
