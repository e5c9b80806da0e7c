"""What WeChat's interface answers, by `errcode`, and what follows from it.

Source: the official account documentation, "全局返回码" and "发送客服消息".
"""

from enum import StrEnum
from typing import NamedTuple


class AnswerMeaning(StrEnum):
    """DONE   it is with the follower
    TOKEN     the access token is no longer good: fetch another one and try at once
    HELD      the follower has to write first; then it goes out
    LATER     a limit or a moment's trouble: again by the back-off
    REFUSED   it will never go out as it is
    """

    DONE = "done"
    TOKEN = "token"
    HELD = "held"
    LATER = "later"
    REFUSED = "refused"


class Answer(NamedTuple):
    meaning: AnswerMeaning
    reason: str


ANSWERS: dict[int, Answer] = {
    0: Answer(AnswerMeaning.DONE, ""),
    -1: Answer(AnswerMeaning.LATER, "微信系统繁忙"),
    40001: Answer(AnswerMeaning.TOKEN, "access_token 失效"),
    40014: Answer(AnswerMeaning.TOKEN, "access_token 无效"),
    42001: Answer(AnswerMeaning.TOKEN, "access_token 过期"),
    40007: Answer(AnswerMeaning.REFUSED, "图片、语音或视频已过期，或不存在"),
    40003: Answer(AnswerMeaning.REFUSED, "openid 不属于本公众号"),
    40013: Answer(AnswerMeaning.LATER, "AppID 不正确"),
    40125: Answer(AnswerMeaning.LATER, "AppSecret 不正确"),
    40164: Answer(AnswerMeaning.LATER, "服务器地址不在公众平台的 IP 白名单中"),
    40037: Answer(AnswerMeaning.REFUSED, "订阅通知的模板不正确"),
    43004: Answer(AnswerMeaning.HELD, "对方没有关注公众号"),
    43101: Answer(AnswerMeaning.REFUSED, "对方没有订阅这类通知"),
    45009: Answer(AnswerMeaning.LATER, "当日调用次数已满"),
    45011: Answer(AnswerMeaning.LATER, "调用过于频繁"),
    45015: Answer(AnswerMeaning.HELD, "对方超过 48 小时没有来信"),
    45047: Answer(AnswerMeaning.HELD, "对方来信后已达可答复的条数上限"),
    47003: Answer(AnswerMeaning.REFUSED, "订阅通知的内容与模板不符"),
    48001: Answer(AnswerMeaning.LATER, "公众号没有客服消息权限"),
    48002: Answer(AnswerMeaning.REFUSED, "对方拒收公众号消息"),
    50005: Answer(AnswerMeaning.HELD, "对方已取消关注"),
}


def answer_of(code: int) -> Answer:
    """A code that nobody has written down is tried again: nothing is given up for a guess."""
    return ANSWERS.get(code) or Answer(AnswerMeaning.LATER, f"微信返回 {code}")
