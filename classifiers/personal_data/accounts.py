"""Accounts by which a person is reached: WeChat, QQ, platforms, mail; and dates of birth."""

from classifiers.personal_data.pattern import pattern

_IS = r"(?:群?号码?|群|账号|账户|ID|昵称|[是为叫:： ]|名片|我){0,4}"
# With a digit or a low line, so that 微信APP and 加V聊天 stay.
_NAMED = r"(?=[A-Z.-]{0,19}[\d_])[A-Z0-9][A-Z0-9_.-]{3,19}(?![A-Z0-9_])"
_LETTERS = r"[A-Z][A-Z0-9_-]{4,19}(?![A-Z0-9_])"
_WECHAT = r"(?:微信|薇信|威信|微xin|V信|(?<![A-Z])(?:VX|WX|WECHAT|WEIXIN)|卫星|(?:加|[+➕]) ?[V微薇]信?)"
_QQ = r"(?:(?<![A-Z])QQ|(?<![A-Z])Q(?=[群号:： ])|加 ?Q|扣扣|企鹅|球球)"
_PLATFORM = (
    r"(?:支付宝|抖音|快手|小红书|微博|旺旺|淘宝|闲鱼|陌陌|探探|钉钉|B站|知乎|贴吧|游戏|电报"
    r"|tiktok|telegram|whatsapp|skype|alipay)"
)
_MAIL_HOST = r"(?:163|126|139|189|qq|gmail|hotmail|outlook|foxmail|sina|sohu|yeah|aliyun|icloud)"
_YEAR = r"(?:19|20)\d{2}"
_NUMERAL = r"[\d一二三四五六七八九十〇零]{1,3}"
_DATE = rf"{_YEAR} ?[年./-] ?{_NUMERAL} ?[月./-] ?{_NUMERAL} ?[日号]?"

ACCOUNTS = (
    pattern("account", None, rf"{_WECHAT}{_IS}({_NAMED})"),
    pattern("account", None, rf"(?:{_WECHAT}|{_PLATFORM})(?:号码?|账号|ID)?[是为:： ]{{1,3}}({_LETTERS})"),
    pattern("account", None, rf"(?:微信号?|QQ号?|扣扣)[是为:： ]{{0,3}}({_LETTERS})"),
    pattern("account", "digits", rf"{_QQ}{_IS}(\d(?: ?\d){{4,11}})(?!\d)"),
    pattern("account", None, rf"{_PLATFORM}{_IS}({_NAMED})"),
    pattern("account", "at", r"微博 ?(@[\w\u4e00-\u9fff-]{2,20})"),
    pattern("account", "at", r"[A-Z0-9][A-Z0-9._%+-]{0,63} ?@ ?[A-Z0-9-]+(?:\.[A-Z0-9-]+)+"),
    pattern(
        "account",
        None,
        rf"(?<![A-Z0-9._-])[A-Z0-9._-]{{3,30}} ?(?:[#＃*]|[(]?at[)]?|艾特|圈a) ?{_MAIL_HOST}"
        r" ?(?:\.|dot|点) ?(?:com|cn|net)",
    ),
    pattern("birth", "digits", rf"({_DATE})(?:出生|生(?=[，。,. ]))"),
    pattern("birth", "digits", rf"(?:出生(?:日期|年月|时间)?|生于|生日)[是为于:： ]{{0,3}}({_DATE})"),
)
