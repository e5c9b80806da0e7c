"""What no hotline accepts, with the reason and the legal way: judgments, other cities, a petition
or a review under way, what is for the police, no request at all, tests.

A hint for a person, who decides: rules over the words of the text.
"""

import re
from dataclasses import dataclass

from classifiers.plain_text import plain, squeezed

_READ = 400
_LONG = 150  # a letter tells of courts and other cities on the way to its own matter


@dataclass(frozen=True, slots=True)
class Unaccepted:
    """`kind` is a key of WAYS; `reason` why it is not accepted, `way` what is open instead."""

    kind: str
    reason: str
    way: str


WAYS = {
    "test": ("是测试内容", "不生成工单，核对后关闭"),
    "none": ("没有具体诉求", "请回问来电人要反映什么、在哪里"),
    "court": (
        "涉及法院、检察院或仲裁机构的裁判和执行，热线不受理",
        "可依法上诉、申请再审或检察监督，诉讼服务热线12368",
    ),
    "review": (
        "已进入行政复议程序，热线不重复受理",
        "由复议机关答复；不服复议决定的，收到之日起15日内可向法院起诉",
    ),
    "petition": (
        "已进入信访程序，热线不重复受理",
        "由原信访机构答复；不服的，收到意见之日起30日内申请复查、复核",
    ),
    "city": ("事发地不在本市，热线不受理", "请拨打事发地的12345（前加当地区号）"),
    "police": ("属于报警求助，由公安机关处理", "请立即拨打110；火警119，急救120"),
}
_CITIES = (
    "北京|上海|天津|重庆|广州|深圳|杭州|南京|苏州|武汉|成都|西安|郑州|长沙|青岛|济南|合肥|福州|厦门|昆明|沈阳|大连"
    "|哈尔滨|长春|石家庄|太原|南昌|南宁|贵阳|兰州|银川|西宁|海口|三亚|东莞|佛山|宁波|温州|无锡|常州|嘉兴|绍兴|金华"
    "|义乌|乌鲁木齐|呼和浩特|拉萨|香港|澳门|台湾"
)
_PROVINCES = (
    "河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海"
    "|内蒙古|广西|西藏|宁夏|新疆"
)
_COURT = re.compile(
    r"法院|法官|判决|[一二再]审|开庭|庭审|执行局|裁决|检察|不起诉|官司|[要想]告.{1,14}(?:立案|起诉)"
    r"|仲裁(?=.{0,8}(?:下来|出来|结果|赢|输|判))"
    r"|维持原判|被判[了处]?.{0,3}[年月]|强制执行|行政诉讼"
)
_JUDGED = re.compile(
    r"不服|不认|判错|错判|误判|改判|重判|重审|重新[判裁审]|偏袒|枉法|改过来|干预|催.{0,6}(?:判|执行|开庭)|不(?:给|肯|予)?执行"
    r"|判决?.{0,4}生效|(?:正在|已经|在)(?:.{0,4})(?:审理|开庭|诉讼)|不起诉|执行不[到下]"
    r"|不公(?![开布示])|起诉了|已经?(?:.{0,6})(?:立案|起诉)|判得"
    r"|维持原判|[要想]申诉|冤枉|觉得?冤|官司.{0,6}[输败]|败诉|打(?:个|声)?招呼|[跟和给](?:法官|法院).{0,6}[说讲]"
    r"|(?:案子|案件|官司).{0,10}(?:开庭|宣判)|[叫让请要]法院.{0,4}(?:停|撤|放|别)|停(?:止|下|掉).{0,4}执行|说说?情(?!况)|求求?情(?!况)"
)
# Who won and gets nothing: to be enforced by the court alone.
_UNPAID = re.compile(
    r"(?:[都已经早就刚法院](?:给我?)?判(?!断)|判(?:了|决)|裁决|打赢|(?:官司|仲裁).{0,4}赢|胜诉|执行局|生效).{0,24}"
    r"(?:不(?:还|给|赔|付|掏|拿|履行|搬)|赖|(?:没|未)有?(?:给|还|付|赔|退|到|拿|履行)|一分|[要拿查找]不[到回着])"
)
_REVIEW = re.compile(
    r"复议.{0,6}(?:递[上交了]|交[上了]|申请了|提[交了]|受理了|已|正在|还没|没(?:有|回|结|答)|决定书?(?:下来|不服)|维持)"
    r"|(?:刚|已经?|正在|递了?|交了|申请了|提了).{0,4}行政复议"
)
_PETITION = re.compile(
    r"信访.{0,14}(?:受理|办理中|正在办|复查|复核|终结|意见书?已?经?下|答复意见|期限)|三级终结|三级信访"
    r"|信访.{0,4}(?:转|交)(?:[下过来给]|办[件下])"
    r"|信访[件案].{0,8}(?:在办|办着|处理中|没有?(?:答复|回复|结果))"
)
_ELSEWHERE = re.compile(
    rf"(?:我|人|家)?(?:现在)?(?:在|住在?|人在)(?:{_CITIES})(?!路|街|大道|[上看]|烤|菜|小吃|大排档|工作过)"
    rf"|^(?:{_CITIES})市?[\u4e00-\u9fff]{{2}}(?:区|县|那边|这边)"
    rf"|我们?是[\u4e00-\u9fff]{{0,4}}(?:{_CITIES})市?[的人].{{0,2}}我们(?:那边|那儿|那里|当地|老家|小区)"
    rf"|在(?:{_CITIES})(?:上班|打工|干活)[，,]?.{{0,4}}(?:公司|单位|老板|厂里|欠|拖)"
    rf"|^(?:{_CITIES})市?的(?:地铁|公交|机场|火车站|高铁站|高速|景区|限行|停车|小区|房东|物业)"
    rf"|老家(?:是|在)(?:{_PROVINCES}|{_CITIES}).{{0,8}}(?:村|镇|乡|县|那边|当地)"
    r"|(?:在|是)(?:隔壁|邻|外)省.{0,2}(?:老家|那边|的)?|(?<![去到往回从])(?:隔壁|邻|别的)(?:市|县)的(?!车)"
    r"|(?:给|找|打|替|帮)(?:隔壁|邻|外|别的|旁边)(?:市|县|省).{0,3}(?:打(?!工|车)|热线|电话|反映|投诉|问)"
    r"|(?<![去到往回从])(?:隔壁|邻|别的|旁边)(?:市|县|省)(?!的车)[^，。]{0,6}[，。]?(?:他们)?那[边里儿]"
)
_COMES_HERE = re.compile(
    rf"迁|转[回入来到]|报销|异地|备案|回来|户口|户籍|社保|医保|看病|就医|上大学|毕业|老家(?!，)(?=.{{0,4}}(?:市|的房))|本市|咱们市|我们市"
    rf"|从(?:{_CITIES})|(?:打工|上班|工作|出差|读书|上学|做生意)[，,]?.{{0,6}}(?:老家|家里|父母|爸|妈|老人|房子)"
)
_STOLEN = "钱包|手机|现金|首饰|项链|电动车|电瓶车|自行车|摩托车"
_POLICE = re.compile(
    r"(?:我要|需要|要|帮我|想|请求?)(?:报警|报案|立案)|快?派警察|快?叫警察|有人正?在?[砸偷抢撬](?:我|别人|人家)?.{0,3}(?:家|车|门|锁|店)"
    rf"|(?:{_STOLEN})(?:刚刚?|昨晚|昨天|今天|今早|都|也)?(?:被|让)(?:人|小偷|贼)?(?:给)?(?:偷|盗|抢)"
    r"|(?<![怕防会能])(?:进|遭)了?(?:贼|小偷)|入室(?:盗窃|抢劫)"
    r"|抢.{0,6}(?:包|手机|钱|项链).{0,4}跑|刚刚?(?:被|让人?)(?:偷|抢)"
)
_POLICE_FAILED = re.compile(
    r"报警[了过]|报过警|不立案|不出警|派出所|民警|警察(?:不|没|来了)|怎么|如何|多久|吗"
    r"|物业|保安|监控|门禁|门锁|路灯|[装换]|经常|总是|多次|好几[次辆]"
)
# Longest first, and nothing is tried twice: repeated words must not take ever longer.
_NOTHING = re.compile(
    r"(?:(?:试试?|看看?|测)(?:一?下)?(?:你们|咱们?|这个?)?的?(?:电话|热线|号码?|线路)?(?:能不能|能否|可不可以|是不是|还?能|通不)?"
    r"(?:打|拨|接)?(?:得?通|进[来去]?)?(?:不|吗|没)?(?![\u4e00-\u9fff])"
    r"|[打拨](?:一下|着玩|个?试试|来?试试)(?![\u4e00-\u9fff])|你们?好|您好|在吗|在不在|有人吗|听得?[到见]吗?|能听见吗?|打错了?|拨错了?|不好意思|没什么事?|没事|没有|暂无"
    r"|[想要]?骂(?:骂人?|人|你们)|发泄(?:一下)?|聊聊?天?|就是|随便|看看|问问|说说|试试|拜拜|再见|谢谢"
    r"|(?:今天)?天气真?(?:不错|好)|一下|hello|hi|ok|[喂嗯啊哈呵嘿哦噢额呃唉哎嗨么呀了的吧就是我想无没]|\W|\d)*+"
)
_TEST = re.compile(
    r"[\W\d]*+(?:这是|本|此为|此|该)?(?:一[条个])?(?:系统|接口|功能|压力|联调|内部|工单)?(?:测试|test(?:ing)?)"
    r"(?:测试|数据|信息|工单|内容|单|件|一下|专用|请?忽略|请?勿办理?|无需处理|不用处理|不用管|用|test|看看|看一?下|试试"
    r"|能不能|能否|是否|可不可以|可以|正常|提交|发送|收到|成功|吗|\W|\d|[a-z]{1,3}(?![a-z]))*+"
)
_LATIN = re.compile(r"[\x00-\x7f]*")


def unaccepted(text: str) -> Unaccepted | None:
    """None where the text may well be accepted; an empty text is no report of anything."""
    flat = squeezed(plain(text[:_READ]))
    kind = _kind(flat)
    return Unaccepted(kind, *WAYS[kind]) if kind else None


def _kind(flat: str) -> str:
    if not flat:
        return "none"
    if _TEST.fullmatch(flat):
        return "test"
    if _NOTHING.fullmatch(flat) or (_LATIN.fullmatch(flat) and len(flat.split()) < 3):
        return "none"
    if len(flat) > _LONG:
        return ""
    if _COURT.search(flat) and (_JUDGED.search(flat) or _UNPAID.search(flat)):
        return "court"
    if "复议" in flat and _REVIEW.search(flat):
        return "review"
    if ("信访" in flat or "三级终结" in flat) and _PETITION.search(flat):
        return "petition"
    if _ELSEWHERE.search(flat) and not _COMES_HERE.search(flat):
        return "city"
    return "police" if _POLICE.search(flat) and not _POLICE_FAILED.search(flat) else ""
