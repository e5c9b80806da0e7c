"""Accounts by which a person is reached: WeChat, QQ, platforms, mail; and dates of birth."""

from classifiers.personal_data.pattern import pattern

_IS = (
    r"(?:群?号码?|群主?|的|账号|账户|id|昵称|[是为叫:： ]|名片|我|发的|一样|就是|[也都]是"
    r"|同(?:手机|电话)?号?){0,5}"
)
# With a digit or a low line, so that 微信APP and 加V聊天 stay.
_NAMED = r"(?=[a-z.-]{0,19}[\d_])[a-z0-9][a-z0-9_.-]{3,19}(?![a-z0-9_])"
_LETTERS = r"[a-z][a-z0-9_-]{4,19}(?![a-z0-9_])"
_WECHAT = (
    r"(?:微信|薇信|威信|微xin|卫星|v信|v(?<![a-z].)x|w(?<![a-z].)x|w(?<![a-z].)e(?:chat|ixin)"
    r"|加我?你? ?[v微薇]信?|我的?v(?=[:： 是])|[+➕] ?[v微薇]信?|[薇v]❤"
    r"|(?<![\u4e00-\u9fff])薇(?=[:： ]))"
)
_QQ = r"(?:q(?<![a-z].)q|q(?<![a-z].)(?=[群号:： ])|加 ?q|扣扣|企鹅|球球|群(?=号))"
_PLATFORM = (
    r"(?:支付宝|抖音|快手|小红书|微博|旺旺|淘宝|闲鱼|陌陌|探探|钉钉|b站|知乎|贴吧|电报"
    r"|tiktok|telegram|whatsapp|skype|alipay)"
)
_LOCAL = r"(?<![a-z0-9._-])[a-z0-9._-]{2,30}(?: ?(?:点|下划线|杠) ?[a-z0-9_-]{1,20})?"
_MAIL_HOST = (
    r"(?:163|126|139|189|qq|gmail|hotmail|outlook|foxmail|sina|sohu|yeah|aliyun|icloud"
    r"|新浪|网易|搜狐|腾讯|谷歌|雅虎|扣扣|企鹅)"
)
_YEAR = r"(?:19|20)\d{2}"
_SHORT_YEAR = r"[二三四五六七八九][一二三四五六七八九零〇]年"
_NUMERAL = r"[\d一二三四五六七八九十廿卅〇零]{1,3}"
_DATE = (
    rf"(?:[阴农阳公]历 ?)?{_YEAR} ?[年./-] ?(?:[阴农]历)?(?:{_NUMERAL}|[正冬腊]) ?[月./-]"
    rf" ?初?{_NUMERAL} ?[日号]?"
)
_LUNAR = rf"(?:[正冬腊]|{_NUMERAL}) ?月 ?初?{_NUMERAL} ?[日号]?"
# 生于, but not 先生于 and 发生于.
_BORN = r"(?:出生(?:日期|年月|时间)?|生(?<![\u4e00-\u9fff].)于|生(?<=[我人他她母父子女].)于|生日)"

_WRONG = (
    r"(?:[被给]?[写填登录打印搞弄记][^\d，。,\n]{0,2}错了?|不对|有误)[, ]{0,2}"
    r"(?:应该?|其实|实际|本来)?[是为:： ]{1,2}"
)
_WHO = r"(?:[我他她]|[爸妈爹娘]|爱人|老[公婆伴人]|儿子|女儿|孩子|父亲|母亲|本人)(?:家)?是?"
_YEAR_OF_LIFE = rf"(?:19\d{{2}}年|{_SHORT_YEAR})"

ACCOUNTS = (
    pattern("account", "code", r"wxid_[a-z0-9]{6,20}(?![a-z0-9_])"),
    pattern("account", "at", r"[a-z0-9][a-z0-9._%+-]{0,63} ?@ ?[a-z0-9-]+(?:\.[a-z0-9-]+)+"),
    pattern(
        "account",
        "host",
        rf"{_LOCAL} ?(?:[#*]|[(]?at[)]?|艾特|爱特|圈a) ?{_MAIL_HOST}"
        r" ?(?:\.|dot|点) ?(?:com|cn|net|康姆|抗姆|考姆)",
    ),
    pattern(
        "account",
        "host",
        rf"{_LOCAL} ?(?:[(\[]at[)\]]|艾特|爱特|圈a) ?[a-z0-9-]{{2,30}}"
        r" ?(?:\.|[(\[]?dot[)\]]?|点) ?(?:com|cn|net|org|康姆)",
    ),
    pattern("account", "code", rf"{_WECHAT}{_IS}({_NAMED})"),
    pattern("account", "spelt", rf"{_WECHAT}{_IS}([a-z0-9](?: [a-z0-9_]){{4,19}})(?![a-z0-9_])"),
    pattern("account", "letters", rf"{_WECHAT}(?:号码?|账号|id)?[是为:： ]{{1,3}}({_LETTERS})"),
    pattern("account", "letters", rf"{_PLATFORM}(?:号码?|账号|id)[是为:： ]{{0,3}}({_LETTERS})"),
    pattern("account", "letters", rf"(?:微信号?|qq号?|扣扣)[是为:： ]{{0,3}}({_LETTERS})"),
    pattern("account", "number", rf"{_QQ}{_IS}(\d(?: ?\d){{5,11}})(?!\d)"),
    pattern("account", "code", rf"{_PLATFORM}名?{_IS}({_NAMED})"),
    pattern("account", "at", r"微博 ?(@[\w\u4e00-\u9fff-]{2,20})"),
    pattern("birth", "birth", rf"({_DATE})(?:出生|生日|生(?:人|(?=[，。,. 的])))"),
    # 农历六月十九、1961年; 七九年腊月二十.
    pattern(
        "birth",
        "birth",
        rf"((?:[阴农]历 ?)?{_LUNAR}[,、 ]{{0,2}}{_YEAR}年?)(?:出生|生日|生(?:人|(?=[，。,. 的])))",
    ),
    pattern(
        "birth",
        "birth",
        rf"(?<![\d一二三四五六七八九〇零])((?:\d{{2}}年|{_SHORT_YEAR}) ?(?:[阴农]历)?"
        rf"(?:{_LUNAR}|{_NUMERAL}月))"
        r"(?:出生|生日|生(?:人|(?=[，。,. 的])))",
    ),
    pattern(
        "birth",
        "birth",
        rf"{_BORN}[是为于:： ]{{0,3}}((?:[阴农阳公]历 ?)?(?:\d{{2}}年|{_SHORT_YEAR})? ?{_LUNAR})",
    ),
    pattern("birth", "birth", r"((?:19|20)?\d{2}年\d{1,2}月)份?(?:出生|生(?:人|(?=[，。,. 的])))"),
    pattern("birth", "birth", rf"{_BORN}[是为于:： ]{{0,3}}({_DATE})"),
    pattern(
        "birth", "birth", rf"{_BORN}[是为于:： ]{{0,3}}({_YEAR} ?[年./-] ?\d{{1,2}} ?月?)(?!\d)"
    ),
    pattern("birth", "birth", rf"{_BORN}[是为于:： ]{{0,3}}({_YEAR}[01]\d[0-3]\d)(?!\d)"),
    pattern("birth", "birth", rf"{_BORN}[^\d，。,\n]{{0,2}}{_WRONG}({_DATE})"),
    # 女，汉族，1972/09/30; 我是八一年腊月十四的.
    pattern(
        "birth",
        "sex",
        rf"[男女][,、 ]{{1,2}}(?:[\u4e00-\u9fff]{{1,3}}族[,、 ]{{1,2}})?"
        rf"({_DATE})(?=[,，。;、 )]|$|生)",
    ),
    pattern(
        "birth",
        "dated",
        rf"{_WHO}((?:[阴农阳公]历 ?)?{_YEAR_OF_LIFE} ?(?:[阴农]历)?{_LUNAR})的(?=[,。 ])",
    ),
)
