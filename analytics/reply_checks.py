"""The signs by which a reply is judged: phrases, dates, documents, copies.

Each function answers one question about a text.
"""

import re
from collections.abc import Sequence

from classifiers.clean import normalise
from classifiers.near_copies import group_near_copies
from classifiers.personal import find_personal

_SENTENCE = re.compile(r"[^。！？；;!?\n]+[。！？；;!?]?")
_COURTESY = re.compile(
    r"尊敬的[^，。：:！!\n]{0,12}|网友[“”\"][^“”\"]{0,20}[“”\"]|^[“\"][^“”\"]{0,20}[”\"]|网友|您好|你好|感谢您[^，。！!\n]{0,40}|谢谢您?[^，。！!\n]{0,20}"
    r"|(?:您的|你的)?(?:来信|留言|帖文|帖子|发帖|网贴|诉求|来电|问题)[^，。；\n]{0,8}(?:已经?|悉)(?:收悉|收到|阅悉|知悉|受理|阅)"
    r"|(?:现将|现就)[^，。\n]{0,30}(?:回复|答复|汇报|说明)如下|祝您?[^，。！!\n]{0,20}|特此(?:回复|答复|说明|函复)"
    r"|请您?(?:耐心等待|放心|谅解|理解)|(?:联系|咨询)电话[:：]?[<＜]?[\d\-－电话号码>＞]{0,16}|\d{4}年\d{1,2}月\d{1,2}日\s*$"
)
_BASIS = re.compile(
    r"《[^》]{2,60}》|[〔\[（(]\s*20\d{2}\s*[〕\]）)]\s*\d*\s*号?|第[一二三四五六七八九十百零\d]+条|\d+号(?:文|令)|\[政府发文\]"
    r"|(?:根据|依据|按照|依照)[^，。；\n]{2,40}(?:规定|办法|条例|法律|法规|政策|文件|通知|标准|要求|规划|精神|意见|细则|制度|方案)"
)
_DONE = re.compile(
    r"(?:经|已经?|立即|当即|随即|及时|多次|安排|组织|派|责成|要求|会同|联合|第一时间)[^，。；\n]{0,24}"
    r"(?:核查|核实|查实|查看|调查|了解|到场|到达|现场|查明|走访|检查|整改|处理|处置|清理|清运|修复|维修|拆除|取缔|关停|停工|立案|查处|处罚|约谈"
    r"|协调|调解|督促|完成|启动|开工|竣工|纳入|列入|发放|退还|支付|补发|安装|更换|恢复|开通|解决|整治|劝导|告知|通知|联系|沟通|对接|上报|批复|受理|公示)"
    r"|(?:进行了|开展了|采取了|作出了|下达了|召开了|发出了)[^，。；\n]{2,30}|查明|查实|情况(?:属实|如下|是)|属实"
)
_EVASIVE = re.compile(
    r"(?:已经?|现|并|将|会|交由)[^，。；\n]{0,8}(?:转交|转办|转至|转给|转送|转(?=[^，。；\n]{0,12}(?:部门|局|区|县|市|镇|乡|街道|学校|单位))|移交|交办|交有关|交由)"
    r"(?!我|本)|转[^，。；\n]{1,14}(?:核实|核查|调查|办理|处理|阅处|办复|核处)"
    r"|不(?:属于?|在|归)[^，。；\n]{0,10}(?:职责|职能|职权|管辖|权限)|建议您?[^，。；\n]{0,20}(?:咨询|反映|联系|投诉|沟通|寻求)"
    r"|(?:具体|详细)[^，。；\n]{0,8}(?:请|可)[^，。；\n]{0,20}(?:咨询|联系)|(?:请|可|直接)[^，。；\n]{0,12}(?:咨询|联系|询问)"
    r"|正在(?:研究|核实|调查|了解)|过于笼统|已有?[^，。；\n]{0,12}(?:回复|答复)|予以?(?:充分|认真)?考虑|充分(?:研究|论证)"
)
_FUTURE = (
    r"(?:(?<![现就已并并且均])将(?![有相您你上其该此情问原])|(?:我们|我[局镇街办区县市委院校]|[局镇办区县市])(?:也|都)?会(?![议上员])|会(?:及时|尽快|继续|再次|认真|积极|严肃|密切)"
    r"|拟(?:于|在|定|对)?|计划(?:于|在|对)|下一步|下步|接下来|后续|届时|尽快|尽早|抓紧|力争|争取)"
)
_PROMISE = re.compile(
    _FUTURE + r"[^，。；\n]{0,30}"
    r"(?:完成|整改|处理|解决|启动|开工|建设|实施|安装|修复|维修|清理|拆除|改造|落实|答复|回复|公布|通车|竣工|协调|上报|纳入|办理|反馈|调整|优化|增加|开通|交付|发放)"
)
# Past orders, quoted rules and conditions promise nothing.
_NO_PROMISE = re.compile(
    r"回复如下|答复如下|说明如下|汇报如下|第[一二三四五六七八九十百零\d]+条|如(?:有|果|您|你|对|发现)|若|一经|逾期|要求(?:其|该|开发商|施工|物业|业主|门店|对方)|责令|责成|建议|应当|希望|敬请"
)
_DATE = re.compile(
    r"\d{2,4}年|\d{1,2}月(?:\d{1,2}[日号]|底|初|中旬|上旬|下旬|份)?|\d{1,2}[日号](?:前|内|起)|年(?:底|内|初)|(?:本|下|当|次)(?:周|月|年|季度)|今年|明年|(?:今|明|后)[天日]"
    r"|[\d一二三四五六七八九十两半]+个?(?:工作日|小时|天|日|周|星期|月|年)(?:之?内|左右|后)?|(?:上|下)半年|[一二三四]季度|春节|国庆|暑假|寒假|开学"
)
# Telephones of offices belong into an answer: those behind these words, and numbers with an area
# code.
_OFFICE = re.compile(r"(?:电话|热线|致电|拨打|咨询|联系方式|服务台|举报)[^\d]{0,10}$")


def own_words(answer: str) -> str:
    """The answer without courtesy, letters and digits alone."""
    return re.sub(r"[\W_]+", "", normalise(_COURTESY.sub("", answer.strip())))


def empty_phrases(answer: str) -> tuple[str, ...]:
    return tuple(
        dict.fromkeys(
            match.group().strip() for match in _COURTESY.finditer(answer) if match.group().strip()
        )
    )


def has_basis(answer: str) -> bool:
    return _BASIS.search(answer) is not None


def what_was_done(text: str) -> tuple[str, ...]:
    return tuple(match.group() for match in _DONE.finditer(text))


def evasive_phrases(answer: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(match.group() for match in _EVASIVE.finditer(answer)))


def without_evasions(answer: str) -> str:
    """What is left of the answer's own words when sentences that only pass on are taken out."""
    return own_words(
        "".join(part for part in _SENTENCE.findall(answer) if not _EVASIVE.search(part))
    )


def promises(answer: str) -> tuple[str, ...]:
    """Sentences that promise something."""
    return tuple(
        part.strip()
        for part in _SENTENCE.findall(answer)
        if _PROMISE.search(part) and not _NO_PROMISE.search(part)
    )


def has_date(text: str) -> bool:
    return _DATE.search(text) is not None


def personal_parts(answer: str) -> tuple[str, ...]:
    """What should not be public, masked but for its kind.

    The telephone of an office is no personal data.
    """
    names = {
        "phone": "手机号码",
        "id_number": "证件号码",
        "bank_card": "银行卡号",
        "plate": "车牌",
        "name": "姓名",
        "account": "账号",
        "address": "门牌号码",
        "birth": "出生日期",
    }
    kinds = [
        span.kind
        for span in find_personal(answer)
        if not (span.kind == "phone" and _is_office(answer, span.start, span.end))
        and not (span.kind == "name" and _is_no_name(answer, span.start, span.end))
    ]
    return tuple(dict.fromkeys(names.get(kind, kind) for kind in kinds))


def copied(text: str, others: Sequence[str]) -> bool:
    """Whether one of the others shares most of its 5-grams."""
    if not others:
        return False
    groups = group_near_copies([text, *others])
    return bool((groups[1:] == groups[0]).any())


def _is_office(answer: str, start: int, end: int) -> bool:
    number = re.sub(r"\D", "", answer[start:end])
    return (
        not (len(number) == 11 and number[0] == "1")
        or _OFFICE.search(answer[max(0, start - 16) : start]) is not None
    )


def _is_no_name(answer: str, start: int, end: int) -> bool:
    """业主管理, 业主方, and names that are hidden already: 黄某."""
    return answer[start - 2 : start + 1] in ("业主管", "业主方") or "某" in answer[start:end]
