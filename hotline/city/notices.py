"""notices.csv of a pack: who is told of which event, in which words, when, and from how many on
they are one message.
"""

from dataclasses import replace
from string import Formatter

from hotline.city.cells import PackRow, unique
from hotline.city.faults import Report
from hotline.city.reading import PackTable
from hotline.domain.call_wish import DO_NOT_CALL
from hotline.domain.notice_rules import (
    AT_ONCE_ALONE,
    OF_CHATS,
    NoticeRule,
    When,
    fields_allowed,
    receivers_allowed,
)
from hotline.domain.outcomes import NoticeKind

FILE = "notices.csv"
NOTICES = FILE, "event receivers text", "when bundle sound note"
LONGEST_TEXT = 200
NO_CALL_IN_CHAT = f"在线会话可能有险情，{DO_NOT_CALL}，请立即接入、用文字联系。{{link}}"
MOST = 1000


def read_notices(table: PackTable, report: Report) -> tuple[NoticeRule, ...]:
    """A rule for each event; an event without a row is told to nobody, which the check says."""
    unique(table.rows, "event")
    rules = tuple(rule for row in table.rows if (rule := _rule(row)))
    rules = _with_no_call(rules)
    silent = [kind for kind in NoticeKind if kind not in {rule.kind for rule in rules}]
    if rules and silent:
        report.note(f"{FILE} 没有规定：{'、'.join(silent)}，这些事项不通知任何人")
    return rules


def _with_no_call(rules: tuple[NoticeRule, ...]) -> tuple[NoticeRule, ...]:
    """Of a danger in a chat whose contact must not be called those are told whom the pack names for
    any, in our words, where it has none of its own.
    """
    by_kind = {rule.kind: rule for rule in rules}
    usual = by_kind.get(NoticeKind.CHAT_DANGER)
    if usual is None or NoticeKind.CHAT_DANGER_NO_CALL in by_kind:
        return rules
    return (*rules, replace(usual, kind=NoticeKind.CHAT_DANGER_NO_CALL, text=NO_CALL_IN_CHAT))


def _rule(row: PackRow) -> NoticeRule | None:
    event, text = row.choice("event", tuple(NoticeKind)), row.required("text")
    when = row.choice("when", tuple(When)) if row["when"] else When.NOW
    _check_text(row, text, event)
    receivers, bundle, sound = _receivers(row, event), _bundle(row), row.yes("sound")
    if event not in tuple(NoticeKind) or when not in tuple(When):
        return None
    kind = NoticeKind(event)
    if kind in AT_ONCE_ALONE and (bundle or when != When.NOW):
        row.fault("when", "不用于险情", "险情须逐件、立即通知：when 填 now，bundle 留空")
    if kind in OF_CHATS and bundle:
        row.fault("bundle", "不用于会话", "会话逐件通知：bundle 留空")
    return NoticeRule(kind, receivers, text, When(when), bundle, sound)


def _receivers(row: PackRow, event: str) -> tuple[str, ...]:
    receivers, allowed = row.items("receivers"), receivers_allowed(event)
    if not receivers:
        row.fault(
            "receivers", "为空", f"请填 {'、'.join(allowed)}，多项用空格分开；不通知的删去整行"
        )
    for name in receivers:
        if name not in allowed:
            remedy = f"请填 {'、'.join(allowed)}，多项用空格分开"
            row.fault("receivers", "不在可选范围内", remedy, value=name)
    return receivers


def _check_text(row: PackRow, text: str, event: str) -> None:
    """Only what tells of no caller may stand in a message that leaves the house."""
    if len(text) > LONGEST_TEXT:
        row.fault("text", f"有 {len(text)} 个字", f"请控制在 {LONGEST_TEXT} 字以内")
    allowed = fields_allowed(event)
    try:
        names = [(name, spec, turn) for _, name, spec, turn in Formatter().parse(text)]
    except ValueError:
        row.fault("text", "的花括号不成对", "请成对书写，如 {no}")
        return
    for name, spec, turn in names:
        if name is not None and (name not in allowed or spec or turn):
            remedy = (
                f"可用：{'、'.join('{' + field + '}' for field in allowed)}；不写姓名、电话和内容"
            )
            row.fault("text", "含有不能用的字段", remedy, value="{" + name + "}")


def _bundle(row: PackRow) -> int:
    if not row["bundle"]:
        return 0
    if not row["bundle"].isdecimal() or not 2 <= int(row["bundle"]) <= MOST:
        row.fault("bundle", "不是件数", f"请填 2 到 {MOST} 之间的整数，逐件通知的留空")
        return 0
    return int(row["bundle"])
