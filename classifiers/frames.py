"""Frames of operators, files and courtesy in any wording: clauses at the ends of a text that are
made of nothing but words of who reports, through what, greeting, wish and thanks.

Each clause is read once by possessive alternatives, so the cost is linear.
"""

import re

_HEAD, _TAIL = 80, 80  # frames stand at the ends: so the cost does not follow the text
_MOST_CLAUSES = 6
MARKS = "，,。.；;、！!~～:：?？ \n\t【】[]（）()“”\"'—-"
_MARK = re.compile(f"[{re.escape(MARKS)}]")
_MARK_RUN = re.compile(f"[{re.escape(MARKS)}]+")

_REPORTERS = (
    "热心市民|市民|来电人|来电者|来信人|留言人|诉求人|反映人|投诉人|当事人|群众|居民|"
    "村民|业主|住户|用户|网友|网民|客户|女士|先生|小姐|同志"
)
_CHANNELS = (
    "政务服务|政务|政府|市长|便民|服务|热线|平台|网上|网络|微信|公众号|小程序|网站|"
    "电话|来电|来信|来函|来访|留言|致电|来话|拨打|通过|二次|再次|本市|我市|本"
)
_SLIPS = (
    "工单|转办|交办|转交|派单|受理|登记|记录|编号|单号|号码|标题|主题|内容|描述|详情|"
    "摘要|概述|日期|时间|件|号|单|类"
)
_TELLING = (
    "反映|反应|表示|诉称|陈述|告知|描述|称|诉|说|讲|如下|以下|上述|有关|关于|情况|"
    "问题|诉求|事项|事情|事儿|事"
)
_OF_OPENING = re.compile(
    f"(?:[一-鿿]?某?(?:女士|先生|小姐)|{_REPORTERS}|{_CHANNELS}|{_SLIPS}|{_TELLING}"
    "|您们好|您好|你们好|你好|大家好|早上好|上午好|中午好|下午好|晚上好|各位|领导|客服|接线员|话务员|师傅|老师|美女|帅哥|小姐姐|大哥|大姐|好"
    "|请问|这里|那个|这个|是不是|是|吗|嘛|么|吧|呢|啊|呀|哦|喔|嗯|呃|额|喂|哎|诶|哈喽|hello"
    "|不好意思|打扰|麻烦|问|耽误|占用|您们|您|你们|你|咱们|我们|我|想要|想|要|跟|给|向|和|帮|一下子|一下|一个|一件|一位|一名|下|个|件|位|名|有|打个电话|打电话|拨打"
    "|附近|这边|本地|当地|普通|老|其|该|就|的|[a-z0-9*]+)++"
)
_SHOWS_OPENING = re.compile(
    "您好|你好|们好|[上中下]午好|早上好|晚上好|喂|哈喽|hello|热线|是.{0,4}政府|打扰|不好意思|麻烦"
    "|市民|来电|来信|来函|来访|留言|诉求|反[映应]|投诉人|当事人|群众|网[友民]|客户|女士|先生|居民|村民|业主|住户"
    "|工单|[转交]办|派单|受理|记录|编号|[说讲](?:一?下|一?[个件])?(?:事|情况|问题)|有一?[个件]?(?:事|情况)|表示|诉称|12345"
    "|(?:同志|师傅|领导|客服|接线员|话务员|大哥|大姐|美女|帅哥|小姐姐)们?[啊呀]?$"
)
# A reporter who is glued to what they report: 市民反映小区停水.
_GLUED = re.compile(
    "(?:市民|来电人|来电者|诉求人|反映人|投诉人|网友|网民|群众|[一-鿿]某?(?:先生|女士))"
    "(?:来电|来信|来函|网上|留言|致电)?(?:再次|二次)?"
    "(?:反映称|反映|诉称|来电称|表示|称)(?:其|：|:)?"
    "(?!问题|强烈|情况|多次|无果|无人|没人|感谢|不满|担心|希望|理解|满意|很|了|过|后|的|呼)"
)
_DOERS = "相关|有关|职能|主管|属地|贵|当地|承办|责任|辖区|部门|单位|机构|贵局|政府|领导|人员|工作"
_OF_CLOSING = re.compile(
    f"(?:{_REPORTERS}|{_DOERS}|{_SLIPS}|来电|电话|以上|上述|如上|完毕|情况|问题|诉求|事项|事情|事儿|事"
    "|敬请|烦请|恳请|务请|请求|请|盼望|盼|望|希望|要求|需求|需要|求|故|特此|特|现|此致|敬礼|此事|此|该|对|为|将|把|予以|给予|给|向|由|于|以"
    "|尽快|尽早|尽速|早日|及时|立即|抓紧|依法|妥善|安排|派人|派员|指派|协助|协调|帮忙|进行|前往|到场|到现场|现场|上门"
    "|核实|核查|核处|查实|调查|查处|查看|处理|处置|办理|解决|答复|回复|回电|回访|回应|反馈|跟进|跟踪|落实|重视|关注|告知|知悉"
    "|过来看看|来看看|来看一下|看看|结果|进展|一下|为盼|为感|并且|并|和|及|与|后|不满意|不满|不认可|表示"
    "|致谢|谢谢|感谢|多谢|谢|拜托|麻烦|辛苦|打扰|费心|支持|理解|配合|祝|工作|身体|生活|万事|顺利|健康|愉快|如意"
    "|非常|万分|十分|衷心|急|各位|大家|您们|您|你们|你|咱们|我们|我|本人|就这么个|就这个|就这些|就是这样|就是|就这|这样|这些|没别的|先|都"
    "|吧|啊|呀|哈|哦|了|啦|的|再见|拜拜|好|嗯)++"
)
_SHOWS_CLOSING = re.compile(
    "部门|单位|诉求|处[理置]|核[实查处]|查[实处看]|调查|办理|解决|答复|回[复电访应]|反馈|跟进|落实|告知|谢|拜托|麻烦|辛苦|打扰|费心"
    "|祝|就这|就是这样|以上|完毕|再见|拜拜|为盼|此致|敬礼|派[人员]|安排|不满"
    "|(?:来电人|来电者|诉求人|反映人|投诉人|市民|群众)$"
)


def opening_end(text: str, begin: int) -> int:
    """Where the frame that stands at `begin` ends, with the marks behind it; `begin` if none."""
    start = _past_marks(text, begin)
    limit = start + _HEAD
    mark = _MARK.search(text, start, limit)
    if (
        mark
        and _OF_OPENING.fullmatch(text, start, mark.start())
        and _SHOWS_OPENING.search(text, start, mark.start())
    ):
        return _past_marks(text, mark.end())
    glued = _GLUED.match(text, start, limit)
    return glued.end() if glued else begin


def closing_start(text: str, end: int) -> int:
    """Where the last clause before `end` begins if it is a frame, with the marks before it;
    `end` if it is none.
    """
    stop = len(text[max(0, end - _TAIL) : end].rstrip(MARKS)) + max(0, end - _TAIL)
    start = stop
    while start > max(0, stop - _TAIL) and text[start - 1] not in MARKS:
        start -= 1
    if start == stop or not _OF_CLOSING.fullmatch(text, start, stop):
        return end
    if not _SHOWS_CLOSING.search(text, start, stop):
        return end
    return start


def _past_marks(text: str, place: int) -> int:
    run = _MARK_RUN.match(text, place)
    return run.end() if run else place
