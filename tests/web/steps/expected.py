"""What each step takes, written down by hand: a step of which this knows nothing is red."""

CALL = "way reached solved rating contacted_by_unit reasons reason note"
# noun -> fields of the body, besides `version`
FIELDS = {
    "acceptances": "",
    "replies": "result is_true handling public_answer basis unsolved_reason without_opinions",
    "contacts": "way note",
    "support-acceptances": "",
    "opinions": "opinion",
    "returns": "code reason basis suggested_unit",
    "pass-downs": "unit limit reason unmeant",
    "extensions": "limit reason basis",
    "materials": "items",
    "suspensions": "until reason basis",
    "retractions": "reason",
    "rectifications": "text",
    "exclusions": "metrics code evidence cycle",
    "return-decisions": "decision note",
    "extension-decisions": "decision note",
    "suspension-decisions": "decision note",
    "dispatches": "unit co_units category request_type urgency reason basis unmeant",
    "undoings": "",
    "recalls": "reason",
    "moves": "unit co_units reason basis unmeant",
    "forced-dispatches": "unit co_units reason basis unmeant",
    "answers": "text cites uncited",
    "rejections": "reason explanation",
    "protections": "reason secrecy identity accused",
    "clearances": "reason",
    "relaxations": "reason consent secrecy identity accused",
    "relaxation-decisions": "decision note",
    "reviews": "decision note",
    "callbacks": CALL,
    "limit-callbacks": CALL,
    "rectification-checks": "decision note",
    "exclusion-decisions": "decision note",
    "looks": "note",
    "urgings": "reason",
    "supervisions": "level demand unit until",
    "instructions": "instruction unit until",
    "resumptions": "reason",
    "reworks": "reason",
    "arbitrations": "reason",
    "merges": "into reason standby unmeant",
    "separations": "reason",
    "comments": "text audience",
    "supplements": "text",
    "caller-urgings": "reason",
    "withdrawals": "reason",
}
ORDER_FIELDS = {"answers": "answer", "closings": "note"}
ENTRY_FIELDS = {
    "publications": "note",
    "send-backs": "reason",
    "confirmations": "review_due note",
    "samples": "is_right note",
    "withdrawals": "reason",
    "feedback": "kind text",
}
OWN_FIELDS = {
    "supplements": "ticket_no query_code text",
    "urgings": "ticket_no query_code text",
    "withdrawals": "ticket_no query_code text",
}
# Characters that the verb of a step takes, by (file, verb): noun, field and limit, read in casework
# by hand.
LIMITS = {
    ("casework/comment.py", "comment"): ("comments", "text", 2000),
    ("casework/caller_steps.py", "supplement"): ("supplements", "text", 2000),
    ("casework/caller_steps.py", "caller_urge"): ("caller-urgings", "reason", 2000),
    ("casework/protection.py", "read_reason"): ("protections", "reason", 2000),
    ("casework/doubts.py", "clear"): ("clearances", "reason", 2000),
    ("casework/relaxation.py", "relax"): ("relaxations", "consent", 2000),
    ("casework/withdrawal.py", "withdraw"): ("withdrawals", "reason", 2000),
    ("casework/missing_material.py", "request_material"): ("materials", "items", 2000),
    ("casework/exclusion.py", "ask_exclusion"): ("exclusions", "evidence", 2000),
    ("casework/rectification.py", "answer_rectification"): ("rectifications", "text", 2000),
    ("casework/rectification.py", "check_rectification"): ("rectification-checks", "note", 2000),
    ("casework/review.py", "send_back"): ("reviews", "note", 2000),
    ("supervision/orders.py", "instruct"): ("instructions", "instruction", 2000),
    ("supervision/orders.py", "issue"): ("supervisions", "demand", 2000),
}
ORDER_LIMITS = {
    ("supervision/orders.py", "answer"): ("answers", "answer", 2000),
    ("supervision/orders.py", "lift"): ("closings", "note", 2000),
}
WARNING_LIMITS = {
    ("supervision/warning_life.py", "confirm"): ("confirmations", "note", 2000),
    ("supervision/warning_life.py", "reject"): ("rejections", "reason", 2000),
    ("supervision/warning_life.py", "assign"): ("assignments", "note", 2000),
    ("supervision/warning_life.py", "report_measure"): ("measures", "measure", 2000),
    ("supervision/warning_life.py", "close"): ("closings", "note", 2000),
}
ISSUE_LIMITS = {
    ("supervision/issue_life.py", "merge_issue"): ("merges", "note", 2000),
    ("supervision/issue_life.py", "split_issue"): ("splits", "note", 2000),
}
# What a page fills in by itself: the address names the cycle, and staff write for staff.
NOT_ASKED = {"exclusions": {"cycle"}, "comments": {"audience"}}
# What is chosen from a list or by a button, and never typed.
CHOSEN = {
    "replies": "result is_true",
    "contacts": "way",
    "returns": "code suggested_unit",
    "pass-downs": "unit unmeant",
    "exclusions": "metrics code",
    "return-decisions": "decision",
    "extension-decisions": "decision",
    "suspension-decisions": "decision",
    "dispatches": "unit co_units category request_type urgency unmeant",
    "forced-dispatches": "unit co_units unmeant",
    "moves": "unit co_units unmeant",
    "rejections": "reason",
    "protections": "secrecy identity accused",
    "relaxations": "secrecy identity accused",
    "relaxation-decisions": "decision",
    "reviews": "decision",
    "callbacks": "way reached solved rating contacted_by_unit reasons",
    "limit-callbacks": "way reached solved rating contacted_by_unit reasons",
    "rectification-checks": "decision",
    "exclusion-decisions": "decision",
    "supervisions": "level unit",
    "merges": "standby unmeant",
    "instructions": "unit",
}
