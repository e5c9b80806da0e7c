"""A report without the clauses at its ends that speak mostly of reporting itself: who called
through what, what was noted, who shall answer by when, who is thanked.

Frames of known words are gone already (classifiers/frames.py); these are of any wording, so they
are left out for the reader of dangers only, and none that has a word of a matter.
"""

import re

from classifiers.danger.reader import LONG, danger_reader
from classifiers.frames import MARKS

_MOST = 10
_LONGEST = 60
_OF_REPORT = 60  # what is longer within a long text is a letter, and read as one
_MOSTLY = 0.7  # of a clause's signs
_GAP = f"[{re.escape(MARKS)}]"
_FIRST = re.compile(rf"{_GAP}*([^{re.escape(MARKS)}]{{1,{_LONGEST}}}){_GAP}+")
_SHOWS = re.compile(
    r"来电|致电|来信|写信|来访|留言|反[映应]|诉求|投诉人|市民|群众|网[友民]|民众|居民|话务|接线|坐席|热线|电话|打通|工单|编号|受理|转办|交办|办结|办件"
    r"|承办|责任|部门|单位|政府|街道办|贵局|领导|书记|市长|处[理置]|核[实查处]|答复|回[复电访应]|告知|反馈|联系|解决|管一?管|百忙|致谢|重视|关注|说法|帮帮?忙"
    r"|保密|谢|拜托|麻烦|辛苦|打扰|求求?您|再见|拜拜|先这样|就这样|敬礼|你好|您好|[说讲](?:一?[下个件]|[个件])?(?:事|情况|问题)|有一?[个件]?急?(?:事|情况)"
    r"|时间|渠道|来源|标题|内容|描述|记录|情况"
)
_OF_REPORTING = re.compile(
    r"经办|[哎唉哦嗨呃][哟呀嘿]?|来电|致电|来信|写信|来访|留言板?|反[映应]|诉求人?|投诉人|市民|群众|网[友民]|民众|居民|村民|业主|住户|话务员?|接线员?|坐席|热线|电话|打通|打来?|工单|编号|受理|[转交派]办?单?"
    r"|办[理结件]|接单|承办|责任|部门|单位|政府|街道办?|社区|贵局|有关|相关|属地|领导|书记|[市区县局镇]长|处[理置]|核[实查处]|查[处实看]|答复|回[复电访应]|告知|反馈|联系|解决"
    r"|管一?管|能[够否]|重视|关注|说法|百忙之中|致谢|老?百姓|帮帮?忙|保密|信息|要求|希望|恳请|[急敬烦]?请|[急切]?盼|望|祝|非常|万分|十分|衷心|感[谢激]|谢谢?|拜托|麻烦|辛苦|打扰|求求?[您你]们?"
    r"|再见|拜拜|先这样|就这样|那先?|行|好的?|嗯|此致|敬礼|[您你]们?|[早晚]上|[上下中]午|尊敬|[我咱]们?|他们?|她|其|一?[名个位件]|普通|第[一二三]次|终于|可算|总算|刚才?"
    r"|[说讲][一下]*|[个件]?急?事情?儿?|问题|情况|如下|以下|以上|上述|具体|关于|渠道|来源|方式|类[型别]|时间|日期|标题|内容|描述|记录|概述|原话|表示|[自诉声]?称|希|予以|尽[快早]"
    r"|及时|立即|马上|安排|派[人员]|人员|工作日?|前往|到场|现场|结果|进展|给|跟|向|对|将|把|由|为|在|并|后|的|了|啊|呀|吧|哦|这[个里边]?|通过|人民网|平台|公众号|小程序|微信|网上|网络|网站|app"
    r"|今天|想|要|是|女士?|男|先生|小姐|同志|某|已|等待|耐心|于|内|三个?|五个?|[0-9a-z*]+"
)


def unframed(text: str) -> str:
    """`text` in its plain form, from its first clause that tells of something to its last."""
    begin, end = 0, len(text)
    for _ in range(_MOST):
        clause = _FIRST.match(text, begin, end)
        if not clause or not _is_frame(clause.group(1)):
            break
        begin = clause.end()
    for _ in range(_MOST):
        stop = begin + len(text[begin:end].rstrip(MARKS))
        start = stop
        while start > max(begin, stop - _LONGEST) and text[start - 1] not in MARKS:
            start -= 1
        if start <= begin or text[start - 1] not in MARKS or not _is_frame(text[start:stop]):
            break
        end = start
    is_letter = len(text) > LONG and end - begin > _OF_REPORT
    return text if is_letter or begin >= end else text[begin:end]


def _is_frame(clause: str) -> bool:
    shows = _SHOWS.search(clause)
    if not shows and not _OF_REPORTING.match(clause):  # most clauses: the count costs ten times it
        return False
    covered = sum(map(len, _OF_REPORTING.findall(clause)))
    least = _MOSTLY if shows else 1.0
    return covered >= least * len(clause) and not danger_reader().names_matter(clause)
