"""Texts of the pages about chats."""

from hotline.chats.handling import OUTCOMES
from hotline.chats.messages import STATE_NAMES
from hotline.domain.chats.states import ChatMessageKind, ChatOutcome

CHAT_STATE = STATE_NAMES
CHAT_OUTCOME = OUTCOMES | {ChatOutcome.HELPED: "机器已解答"}
SPEAKER = {
    ChatMessageKind.INCOMING: "诉求人",
    ChatMessageKind.OUTGOING: "话务员",
    ChatMessageKind.MACHINE: "机器",
    ChatMessageKind.NOTE: "备注",
    ChatMessageKind.ACTIVITY: "动态",
}
# By the value of the form: whether contacts need an identity that the owner vouches for.
INBOX_IDENTITY = {"": "可以不验证身份", "yes": "必须验证身份（identifier_hash）"}
INBOX_KIND = {"api": "网站或应用", "widget": "网页", "wechat": "微信"}
