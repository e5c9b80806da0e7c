"""Why a text names a unit: to accuse it, to ask it, to thank it, to say where, to greet it."""

import re
from enum import Enum


class Stance(Enum):
    """CHARGED  举报 or 投诉 stands before it: what follows needs no word about conduct
    PLAIN       subject or mere mention: what is said of it decides
    TURNED_TO   somebody went or wrote to it
    ASKED, THANKED, GREETED  no conduct of its own is told in this clause
    PLACE       only a place, or somebody's workplace
    """

    CHARGED = 1
    PLAIN = 2
    TURNED_TO = 3
    ASKED = 4
    THANKED = 5
    GREETED = 6
    PLACE = 7


_CLAUSE = re.compile(r"[，。！？；：:,!?;\n]")
_SENTENCE = re.compile(r"[。！？!?\n]")
_CHARGE = re.compile(
    r"(?:举报|投诉|控告|检举|揭发|揭露|状告|控诉|起诉|(?<![报广公通转警劝祷预被原忠上])告)(?:一下|一个|下|了|的是|的|"
    r"(?:他|她)?们?|你们?|我们?|咱们?|这个|那个|本地|当地|这里|这边|某|县|区|市|镇)*(?:的)?$"
)
_REPORT = re.compile(
    r"(?:反映|反应|反馈|说说|说一下|讲讲|问问)(?:一下|下|了|的是|一个|咱们?|我们?|你们?|这个|那个)*$"
)
_REPORTED = re.compile(
    r"的?(?:[^，。！？]{0,8}的)?(?:问题|作风|态度|情况|行为|腐败|违纪|违法|违规|乱象|不作为|歪风)(?:[，。！？]|$)|有问题"
)
_OFTEN = re.compile(
    r"(?:多次|已经?|曾经?|打|都|[几多两三四五六七八九十\d]+[次回遍]|反复|一直|屡次|每次|去|之前|上次|到|也|再|来|先后|分别|打算|准备|想去|可以|要去|只能|网上|电话)[^，。]{0,3}"
    r"(?:举报|投诉|控告|反映|反馈|起诉)[^，。]{0,6}$"
)
_CHARGED_AFTER = re.compile(
    r"[^，。！？]{0,12}?(?:无果|没有?人|处理|解决|查处|反映|帮忙|以后|后|多次|电话|热线|平台|渠道|方式|信箱|邮箱|网站|无门)(?!.{0,6}(?:敷衍|推))"
)
_CHARGED_LATER = re.compile(
    r"[^，。！？]{0,6}(?:有(?:问题|猫腻|黑幕|鬼|人贪|人收)|[^，。！？]{0,12}，我(?:要|想)(?:举报|投诉|告)(?:他|她|它|你|$|[，。]))"
)
_THANKS_BEFORE = re.compile(
    r"(?:谢谢|感谢|多亏|幸亏|亏得|表扬|点赞|点个赞|赞扬|致谢|好评|锦旗|夸)[^，。！？]{0,12}$"
)
_THANKS = re.compile(
    r"(?<![不没])(?:真给力|大快人心|都说好|真快|特别快|还给(?:我|失主|了)|很香|很高兴|拾金|捡到[^，。]{0,8}还|很给力|太给力|给力|点赞|点个赞|谢谢|感谢|谢意|不厌其烦|认真负责|公平公正|耐心(?!等)|热情|热心|贴心|周到|好样的|暖心|客气|"
    r"(?:态度|服务)[^，。不恶差]{0,4}好(?!好)|锦旗|挺好|很好|真好|辛苦了|很文明|挺文明|表扬|敬意|很满意|非常满意|十分满意|处理得很|及时|没有?为难|挺快|手把手|帮我(?:们)?(?:要|推|找到|联系|解决|办)|敬礼|挺辛苦|很负责|效率高)"
)
_PLACE = re.compile(
    r"大?门口(?!(?:登记|值班|接待|的?(?:倒号|卖号|黄牛|贩子)|几个|天天|的?保安|那个(?!路|红绿|十字|斑马|坑|井|站|摊|店|台阶|小?广场|停车)|信访))|(?:门外|外面|外头|外边|出站口|进站口|出口)(?=的|有|那|总|经?常|天天|摆|停|全|都|被|，|。)|大?门前|[正后侧前东南西北]{1,2}门|旁边?|对面|附近|[楼][下上]|[后前]面|[后前]边|背后|隔壁|路口|宿舍|家属|小区|站台|公交站|地铁站|停车(?![办费管收])|后?院[里内子的]?|出来(?:左|右|打|，|的)|广场|"
    r"食堂(?!一年|天天|承?包|招标|账)|幼儿园|小学|中学|职工|退休(?!审|手续|待遇|金|证|科|办|年)|斜对|那条|这条|周边|周围|边上|[东西南北]侧|老院|旧址|大院|总站|家园|分校|医院|大厦|办公楼|这边的?[路街]"
)
_WORKS = re.compile(
    r"(?:上班|工作(?!人员|站|室|组|作风|态度|效率)|任职|退休|当(?:协管|辅警|保安)|的?(?:一名)?(?:退休|普通)?(?:职工|员工|协管员|工作人员)(?=，|。|$))"
)
_AUTHORITY = re.compile(
    r"(?:的)?(?:相关|有关|明文|新的?)?(?:规定|文件|精神|审批|审核|批准|许可|备案|同意后|公告|明令|允许|不允许|三令五申|监管下|认证|发的证)"
)
_THEIR_PEOPLE = re.compile(
    r"[^，。的]{0,3}的(?:人(?![才民行口数流])|那[个位]|专家|科员|干部|工作人员|师傅|同志|姓|[男女]的|[处科局所]长|主任|说)"
)
_DOES = re.compile(r"(?:不允许|允许|批准|审批|审核|备案|认证|许可)(?!的)[^，。]{3}")
_UNDER = re.compile(r"(?:经过?|取得|未经|通过|违反|按照?|根据|依据|视|没有)$")
_SELF = re.compile(
    r"(?:我|本人|爱人|老公|老婆|丈夫|妻子|儿子|女儿|父亲|母亲)(?:是|系|考上了?)[^，。]{0,3}$"
)
_PRETENDS = re.compile(
    r"(?:冒充|假冒|自称|号称|谎称|装成|假扮|假装|扮成|打着|认识|以为)(?:是)?[^，。]{0,3}$|(?:说|称|讲)(?:自己|本人)?是[^，。]{0,6}$|(?:离|距|距离|靠近|挨着|紧邻)$|(?:说|称|吹牛|吹)[^，。]{0,8}(?:跟|和|与|认识|是|在)$"
)
# 倒卖残联发的助听器: a thing that came from the unit, with which somebody else deals.
_DEALS = re.compile(
    r"(?:倒卖|贩卖|转卖|转租|低价卖|偷了?|偷走|偷盗|盗窃|破坏|砸了?|损坏|捡到|捡了)$"
)
# 市监局立案的那家店: of whom it is told is the shop.
_ITS_CASE = re.compile(
    r"[^，。的]{0,4}(?:立案|查处|查封|处罚|罚|封|关停|取缔|整治|抓|登记|备案)[^，。的]{0,2}的(?:那|这|几)[个家户]?(?!人)"
)
_ITS_THING = re.compile(r"[^，。的]{0,3}[发装建配设种租盖印贴寄](?:来|放)?的(?!人)")
_GREETING = re.compile(
    r"(?:的|各位|全体|[\u4e00-\u9fff](?=[局主书镇区科队所市处站]))?(?:[局镇区科队所市处站]长|主任|书记|领导|同志|负责人|工作人员|大队长|支队长)?们?"
    r"(?:[：:](?!$)|[，,]?[您你]们?好)|(?:的|各位)?(?:领导|同志)们?(?:[，,]|辛苦)"
)
_HONOURED = re.compile(r"(?:尊敬的|敬爱的|亲爱的|致|各位|各级)[^，。：:]{0,14}$")
_ASK_BEFORE = re.compile(
    r"(?:请(?!假|他|她|了|吃|示)|希望|盼|盼望|恳求|求|建议|要求|呼吁|麻烦|拜托|劳烦|督促|责令|敦促|能不能|能否|可否|可不可以|是不是该|应该|应当|需要|期盼|期待|"
    r"协调|望(?!湖|江)|(?<![全都又给是])(?:让|叫)|派|最好|想问|咨询|问一?下|想问问|联系|难道|归|属于|报请|提请|强烈要求)[^，。！？：:]{0,12}$"
)
_ASK_AFTER = re.compile(
    r"[^，。！？：:]{0,8}?(?:能不能|能否|可否|可不可以|姓什么|叫什么|能管[^，。]{0,10}吗|(?:认不认|行不行|算不算|开不开|在不在)(?=$|[，。？])|可以考虑|可以(?=组织|派|来|帮)|是否|应该(?!是)|应当|是不是该|(?<!活)该(?!单位|局|人|所)|要(?=管|查|加强|重视|来|好好)|管一管|管管|来人|快来|来(?:查|管|看|处理|清|修|拖|消毒|破门)(?:一?[查管看清修下]|一下|吧|$|[，。])|"
    r"赶紧|赶快|尽快|早日|马上(?!就)|麻烦|帮忙|帮助|什么时候|何时|介入|查一?查|查处一下|得管|重视|出面|督促|派(?:人(?!半夜|把|打|砸|砍|拆|推|堵|强|盯)|个|师傅|车)|给个|核实|核查|调查处理|严查|严厉打击|去查|尽早|怎么看|对此|予以|加强|"
    r"(?:怎么|怎样|如何|咋)(?:投诉|举报|反映|联系|申请|预约|报名|找|走)(?![^，。]{0,4}[都也])|的?(?:地址|电话|地点|位置)[^，。]{0,4}(?:哪|多少|几)|[^，。]{0,2}在哪[^，。]{0,6}$|"
    r"有没有|有什么(?!用)|对[^，。]{0,6}有|(?<!我)(?<!我的)的?(?:电话|地址|联系方式)(?:是|多少|在哪|号)|几点|多(?:派|放|设|装|来点|管|开)|装(?:个|监控|上)|改回|管不管|(?:归|属于)谁|还是[^，。]{1,8}(?:管|办|$)|给[^，。]{1,6}(?:撑腰|做主))"
)
_TOLD_BEFORE = re.compile(r"(?:每|次|回|昨|刚|上周|那|前|已经?)[^，。]{0,3}$")
_DONT = re.compile(r"[^，。！？]{0,3}(?:不要|别|勿|停止|(?<!能)不能)再?")
_TO = re.compile(
    r"(?:向|给|跟|找|到|去|往|在|致电|联系|拨打|打|问|至|交|转|由|经|于|同|和|与|报|访|过)[^，。！？、]{0,4}$"
)
_REACH = 18
_OUTLOOK = 30


def stance(text: str, start: int, end: int, *, bare: bool, owner: bool) -> Stance:
    """Why text[start:end] is named.

    bare   the name is mostly that of an area
    owner  somebody private stands beside it in the same clause
    """
    before, after = _before(text, start), text[end : end + _OUTLOOK]
    if _PLACE.match(after) or _SELF.search(before) or _PRETENDS.search(before):
        return Stance.PLACE
    ours = _THEIR_PEOPLE.match(after)
    if _AUTHORITY.match(after) and not ours and (_UNDER.search(before) or not _DOES.match(after)):
        return Stance.PLACE
    if (before.endswith("在") and _WORKS.match(after)) or _ITS_CASE.match(after):
        return Stance.PLACE
    if _DEALS.search(before) and _ITS_THING.match(after):
        return Stance.PLACE
    if _is_charged(before, after) and not (owner or bare):
        return Stance.CHARGED
    if _HONOURED.search(before) or (start < 40 and _GREETING.match(after)):
        return Stance.GREETED
    return _friendly(before, after)


def _is_charged(before: str, after: str) -> bool:
    if _CHARGED_LATER.match(after):
        return True
    if _OFTEN.search(before):
        return False
    if _CHARGE.search(before):
        return not _CHARGED_AFTER.match(after)
    return bool(_REPORT.search(before) and _REPORTED.match(after))


def _friendly(before: str, after: str) -> Stance:
    sentence = _SENTENCE.split(after, maxsplit=1)[0]
    if _THANKS_BEFORE.search(before) or _THANKS.search(sentence):
        return Stance.THANKED
    request = _ASK_BEFORE.search(before) or (
        _ASK_AFTER.match(after) and not _TOLD_BEFORE.search(before)
    )
    if request and not _DONT.match(after):
        return Stance.ASKED
    return Stance.TURNED_TO if _TO.search(before) or _OFTEN.search(before) else Stance.PLAIN


def _before(text: str, start: int) -> str:
    """The words of the same clause before `start`, a few at most."""
    return _CLAUSE.split(text[max(0, start - _REACH) : start])[-1]
