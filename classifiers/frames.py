"""Frames of operators, files and courtesy in any wording: clauses at the ends of a text that are
made of nothing but words of who reports, through what, greeting, wish and thanks.

Each clause is read once by possessive alternatives, so the cost is linear.
"""

import re

_HEAD, _TAIL = 80, 80  # frames stand at the ends: so the cost does not follow the text
_MOST_PAUSES = 3
# So much of a clause may be of other words, unless one of them says that something happens.
_OTHERS, _MOST_OTHERS = 0.25, 2
_HAPPENS = re.compile(
    "[把被].{0,4}挂|不通|打不|不接|没人|无人|不来|不给|不管|不理|不[到发付退还办]|没[有到给来办发付退还]|未|坏|停|漏|堵|断|吵|臭|偷|抢|骂|打(?!电话|个|这|扰|听|过|了|通)|骗|欠|赔|退|罚|拆|占|乱|死|伤|病|火|水|电(?!话)|气|路|车|房|楼|钱|费|证|狗|树|灯|吃|喝|药|太|真(?!的)|特别|算了|快来|救"
)
MARKS = "，,。.；;、！!~～:：?？ \n\t【】[]（）()“”\"'—-"
_MARK = re.compile(f"[{re.escape(MARKS)}]")
_MARK_RUN = re.compile(f"[{re.escape(MARKS)}]+")

_REPORTERS = (
    "热心市民|市民|来电人|来电者|来信人|留言人|诉求人|反映人|投诉人|当事人|群众|居民|"
    "村民|业主|住户|用户|网友|网民|客户|女士|先生|小姐|同志"
)
_CHANNELS = (
    "政务服务|政务|政府|市长|便民|服务|热线|平台|网上|网络|网格|微信|公众号|小程序|网站|信箱|"
    "电话|来电|来信|来函|来访|留言|致电|来话|拨打|通过|二次|再次|本市|我市|本"
)
_SLIPS = (
    "工单|转办|交办|转交|派单|受理|登记|记录|编号|单号|号码|标题|主题|内容|描述|详情|"
    "摘要|概述|概要|要点|日期|时间|坐席|座席|话务|工号|主叫|被叫|上报|催办|督办|件|号|单|类"
)
_TELLING = (
    "反映|反应|表示|诉称|陈述|自述|口述|告知|描述|称|诉|说|讲|如下|以下|上述|有关|关于|据|经了解|情况|"
    "问题|诉求|事项|事情|事儿|事"
)
_OF_OPENING = re.compile(
    f"(?:[一-鿿]?某?(?:女士|先生|小姐)|{_REPORTERS}|{_CHANNELS}|{_SLIPS}|{_TELLING}"
    "|您们好|您好|你们好|你好|大家好|早上好|上午好|中午好|下午好|晚上好|各位|领导|客服|接线员|话务员|师傅|老师|美女|帅哥|小姐姐|大哥|大姐|好"
    "|请问|这里|那个|这个|是不是|是|吗|嘛|么|吧|呢|啊|呀|哦|喔|嗯|呃|额|喂|哎|诶|哈喽|hello"
    "|不好意思|对不起|抱歉|打扰|麻烦|辛苦|问|耽误|占用|您们|您|你们|你|咱们|我们|我|想要|想|要|来|跟|给|向|和|同|帮|一下子|一下|一句|一声|一个|一件|一位|一名|下|句|声|个|件|位|名|有"
    "|打个电话|打了个电话|打电话|打过电话|打这个电话|拨打|接通|汇报|请教|打听|咨询|诉求|登记|记录?|急|早|一事|冒昧|多担待|担待|包涵|不太|不大|不会|会|说话|打字|写字|上网|老头子?|老太婆?|老太太|老人家|年纪|大了|姑娘|小伙子?|大叔|阿姨|接到|收到|短信|让|在吗|在不在|主要|原来|这么|上回|第[一二三]次|头一?[次回]|终于|总算|可算|打通|接通|人工|工作人员|尊敬的|听得?[到见]|看得?[到见]|那什么|之前|以前|前几天|昨天|上次|也|还|又|再|已经|打过|来过|过|不知道|不晓得|该不该|可不可以|能不能|应该|听得到|听得见|时间"
    "|附近|这边|这儿|本地|当地|普通|老?百姓|老|其|该|就|只|先|真|的|了|啦|请|帮忙|哈|嘛|呐|哟|嘞|得|对|行|不(?=$)|[a-z0-9*]+)++"
)
# Who it was and when, between the pieces of a slip: 市民（男，45岁）反映.
_OF_SLIP = re.compile("男|女|[0-9]{1,3}岁|[0-9][0-9年月日号时点分许上下午]{0,24}")
# Clauses of no meaning, which belong to the frame beside them.
_PAUSE = re.compile(
    "(?:那个|那什么|嗨|早|哎呀|哎哟|这个|就是|是这样|这样|是|那|嗯|呃|额|啊|哦|哎|诶|唉|喂|好的?|行|对|吧|哈|呀|了|的)++"
)
_SHOWS_OPENING = re.compile(
    "您好|你好|们好|[上中下]午好|早上好|晚上好|喂|哈喽|hello|热线|是.{0,4}政府|打扰|不好意思|麻烦"
    "|市民|来电|来信|来函|来访|留言|诉求|反[映应]|投诉人|当事人|群众|网[友民]|客户|女士|先生|居民|村民|业主|住户"
    "|工单|[转交]办|派单|受理|记录|编号|[说讲](?:一?下|一?[个件])?(?:事|情况|问题)|有(?:这么)?一?[个件]?(?:事|情况)|表示|诉称|12345"
    "|如下|概要|要点|自述|口述|坐席|座席|话务|工号|上报|[催督]办|经了解|来电人|来电者"
    "|听得?[到见]|[打接]通|诉求|急事|咨询(?:一?下|一?[个件]事)|登记|工作人员|人工|冒昧|担待|包涵|不太?大?会(?:说话|打字|上网)|在吗|短信|问个|有?一事|早$|[想要来](?:[跟给向和同][您你]们?)?[说讲问]|[说讲问记]一?[下句声]|[跟给向和同][您你]们?[说讲]|[说讲](?:个|一[个件])|打.{0,3}电话|辛苦|汇报|请教|打听|百姓"
    "|(?:同志|师傅|领导|客服|接线员|话务员|大哥|大姐|美女|帅哥|小姐姐)们?[啊呀]?$"
)
# A reporter who is glued to what they report: 市民反映小区停水.
_GLUED = re.compile(
    "(?:市民|来电人|来电者|诉求人|反映人|投诉人|网友|网民|群众|[一-鿿]某?(?:先生|女士))"
    "(?:来电|来信|来函|网上|留言|致电)?(?:再次|二次)?"
    "(?:反映称|反映|诉称|来电称|表示|称|诉求[为是])(?:其|：|:)?"
    "(?!问题|强烈|情况|多次|无果|无人|没人|感谢|不满|担心|希望|理解|满意|很|了|过|后|的|呼)"
)
_DOERS = (
    "相关|有关|职能|主管|属地|贵|当地|承办|责任|辖区|部门|单位|机构|贵局|政府|领导|人员|工作|你单位"
)
# What an operator adds behind a report: 坐席已安抚, 请于三个工作日内反馈.
_ADDED = (
    "坐席|座席|已(?:告知|安抚|解释|登记|记录)|情绪激动|通话结束|受理|阅[处示办]|依职责|职责|按时限|时限|加急|往上"
    "|[0-9一二三四五六七八九十两]+个?(?:工作日|[日天])内?|予|现转"
)
_OF_CLOSING = re.compile(
    f"(?:{_ADDED}|{_REPORTERS}|{_DOERS}|{_SLIPS}|来电|电话|以上|上述|如上|完毕|情况|问题|诉求|事项|事情|事儿|事"
    "|敬请|烦请|恳请|务请|请求|请|盼望|盼|望|希望|要求|需求|需要|求|故|特此|特|现|此致|敬礼|此事|此|该|对|为|将|把|予以|给予|给|向|由|于|以"
    "|尽快|尽早|尽速|早日|及时|立即|抓紧|依法|妥善|安排|派人|派员|指派|协助|协调|帮忙|进行|前往|到场|到现场|现场|上门"
    "|核实|核查|核处|查实|调查|查处|查看|处理|处置|办理|解决|答复|回复|回电|回访|回应|反馈|跟进|跟踪|落实|重视|关注|告知|知悉"
    "|过来看看|来看看|来看一下|看一看|看看|结果|进展|一下|为盼|为感|并且|并|和|及|与|后|不满意|不满|不认可|表示"
    "|致谢|谢谢|感谢|多谢|谢|拜托|麻烦|辛苦|打扰|费心|支持|理解|配合|祝|工作|身体|生活|万事|顺利|健康|愉快|如意"
    "|非常|万分|十分|衷心|急|各位|大家|您们|您|你们|你|咱们|我们|我|本人|就这么个|就这个|就这些|就是这样|就这样|就是|就这|这样|这些|没别的|先|都|看着办|商量|记录?|反[映应]|上报|等着?|消息|回话|信儿?|添|也"
    "|热线|平台|登记|转给|转达|转告|问问|说这么多|就这么多|没别的事|没别的|没有别的|没什么|能够?|得到|有个|好不好|行不行|可不可以|能不能|能否|好嘞|等候|知悉|知道|回个|回我|就|快|慢慢|回头|不急|早点|快点|帮帮|帮一?把|一定|管一?管|看一看|属实|真的|这么个|协调|看能不能|看|能不能|想想|办法|老?百姓|同志|师傅|费神|个|那|行|吧|啊|呀|哈|哦|了|啦|嘛|呗|的|再见|拜拜|挂|好|嗯)++"
)
_SHOWS_CLOSING = re.compile(
    "部门|单位|诉求|处[理置]|核[实查处]|查[实处看]|调查|办理|解决|答复|回[复电访应]|反馈|跟进|落实|告知|谢|拜托|麻烦|辛苦|打扰|费心"
    "|祝|就这|就是这样|(?:就|就是)这个?(?:情况|事)|以上|完毕|再见|拜拜|为盼|此致|敬礼|派[人员]|安排|不满|添麻烦|看着办|等.{0,4}(?:电话|消息|信|回话)|记录?一下|反[映应]反[映应]|看看|上报|先这样|[挂行好]了[吧啊]?$|登记|转[给达告]|问问|这么多|没别的|没有别的|重视|好嘞|等候|知悉|拜托|属实|协调|管一?管|费神|已安抚|情绪激动|通话结束|受理|阅[处示办]|职责|时限|加急|这么个?(?:事|情况)|(?:好|行)不(?:好|行)$|回个"
    "|(?:来电人|来电者|诉求人|反映人|投诉人|市民|群众)$"
)
_GLUED_PAUSE = re.compile(
    f"(?:(?:就是说?|是这样|那个|这个|我们?这[边里儿]|嗯|呃|额|啊|哦|诶|的(?=[{re.escape(MARKS)}]))[{re.escape(MARKS)}]*+)*+"
)
# A greeting and what somebody is about to do, glued to what they report.
_GREETING = (
    "喂+|哎|诶|哈喽|hello|您们?好|你们?好|大家好|[早中下上][上午]好|领导好|同志|师傅|客服|接线员"
)
_GLUED_GREETING = re.compile(
    rf"(?=喂|哎|诶|哈喽|hello|[您你早上中下领同师客接我])(?:{_GREETING}|[啊呀哈哦])*+"
    "(?:(?:我们|我|本人)?(?:这里|这边|这儿)?(?:就是|就|是|打电话|来电)*(?:想要|想|要|来)"
    "(?:[跟给向和][您你]们?)?(?:说|讲|问|反映|汇报|咨询|请教|打听)(?:一?[下句声]|一?[个件](?:情况|问题|事情?儿?))"
    "(?:[啊呀哈哦嘛呢吧]|就是|那个)*+)?+"
)


def opening_end(text: str, begin: int) -> int:
    """Where the frame that stands at `begin` ends, with the marks behind it; `begin` if none."""
    start = _past_marks(text, begin)
    limit = start + _HEAD
    mark = _MARK.search(text, start, limit)
    while mark and _is_pause(text, start, mark.start()):
        start = _past_marks(text, mark.end())
        mark = _MARK.search(text, start, limit)
    if (
        mark
        and _SHOWS_OPENING.search(text, start, mark.start())
        and _is_made_of(_OF_OPENING, text, start, mark.start())
    ):
        return _past_marks(text, mark.end())
    glued = _GLUED.match(text, start, limit) or _GLUED_GREETING.match(text, start, limit)
    return glued.end() if glued and glued.end() > start else begin


def _is_pause(text: str, start: int, stop: int) -> bool:
    return any(pause.fullmatch(text, start, stop) for pause in (_PAUSE, _OF_SLIP))


def pause_end(text: str, begin: int) -> int:
    """Where the words of no meaning end that stand behind a frame: 就是小区停水."""
    pause = _GLUED_PAUSE.match(text, _past_marks(text, begin))
    return pause.end() if pause else begin


def closing_start(text: str, end: int) -> int:
    """Where the last clause before `end` begins if it is a frame, with the marks before it;
    `end` if it is none.
    """
    start, stop = _last_clause(text, end)
    for _ in range(_MOST_PAUSES):
        if start == stop or not _PAUSE.fullmatch(text, start, stop):
            break
        start, stop = _last_clause(text, start)
    if start == stop or not _SHOWS_CLOSING.search(text, start, stop):
        return end
    return start if _is_made_of(_OF_CLOSING, text, start, stop) else end


def pause_start(text: str, end: int) -> int:
    """Where the clauses of no meaning begin that stand before a frame: ，嗯，就这些."""
    for _ in range(_MOST_PAUSES):
        start, stop = _last_clause(text, end)
        if start == stop or not _PAUSE.fullmatch(text, start, stop):
            break
        end = start
    return end


def _last_clause(text: str, end: int) -> tuple[int, int]:
    """Start and stop of the last clause before `end`."""
    first = max(0, end - _TAIL)
    stop = first + len(text[first:end].rstrip(MARKS))
    start = stop
    while start > max(0, stop - _TAIL) and text[start - 1] not in MARKS:
        start -= 1
    return start, stop


def _is_made_of(frame: re.Pattern[str], text: str, start: int, stop: int) -> bool:
    """Whether all of a clause is, or nearly all of one in which nothing happens."""
    if frame.fullmatch(text, start, stop):
        return True
    if _HAPPENS.search(text, start, stop):
        return False
    others = stop - start - sum(len(run.group()) for run in frame.finditer(text, start, stop))
    return others <= min(_MOST_OTHERS, _OTHERS * (stop - start))


def _past_marks(text: str, place: int) -> int:
    run = _MARK_RUN.match(text, place)
    return run.end() if run else place
