"""What the audit log keeps: kinds of events."""

from enum import StrEnum


class AuditKind(StrEnum):
    SIGN_IN = "sign_in"
    SIGN_IN_REFUSED = "sign_in_refused"
    SIGN_OUT = "sign_out"
    SESSION_ENDED = "session_ended"
    PASSWORD = "password"
    SECOND_FACTOR_ON = "second_factor_on"
    SECOND_FACTOR_OFF = "second_factor_off"
    RECOVERY_CODES = "recovery_codes"
    STAFF_ADDED = "staff_added"
    STAFF_DISABLED = "staff_disabled"
    STAFF_ENABLED = "staff_enabled"
    STAFF_MOVED = "staff_moved"
    STAFF_LINKED = "staff_linked"
    STAFF_UNLINKED = "staff_unlinked"
    PASSKEY_ADDED = "passkey_added"
    PASSKEY_REMOVED = "passkey_removed"
    REENCRYPTED = "reencrypted"
    PERSONAL_DATA = "personal_data"
    EXPORT = "export"
    PRINT = "print"
    PACK_LOADED = "pack_loaded"
    MODEL_SWITCHED = "model_switched"
