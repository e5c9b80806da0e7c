"""Things of a unit that fail, and its queues, of which a text tells in place of people:
燃气公司那个阀门在漏.
"""

import re

THING = (
    r"(?:(?:主|总|老|大|小|旧|新|破)?(?:阀门?井?|窨?井(?:盖|口)?|(?:[水气油]|污水|暖气|下水|热力)?管(?:道|网|子|线)?(?![事理我咱你他她着账片段])|"
    r"(?:路|红绿|信号|交通|景观)?灯杆?|变压器|变电[箱站]|(?:配?电|表|调压|分线|接线|光交|信号)[箱柜](?:子)?|配电房|"
    r"(?:高压|低压|光)?电?[线缆](?:杆|塔)?(?![人索下路])|电杆|杆子|铁塔|基站|[水电气热]表|燃气表|水泵|泵房|消[防火]栓|摄像头|"
    r"站牌|护栏|栏杆|隔离墩|标志牌|牌子|充电桩|锅炉|换热站|开关|闸[刀机门]?|设备|机器|垃圾桶|水沟|水渠|路面|"
    r"(?:供[暖热水气电]的?|室内|家里)?(?:温度|水压|气压|电压|信号|网速|水质)|喷泉|标线|标识|花草?|树木?|草坪|自助机))"
)
_ITS = r"(?:公司|集团)?(?:的|里|装的|埋的|那个|这个|那边|那处|那根|那盏|那台|有个){0,4}"
_FAILS = re.compile(
    rf"{_ITS}{THING}[^，。；！？他她人]{{0,6}}?"
    r"(?:漏|冒|响|嗡|味|臭|不亮|不转|不灵|不通|坏|裂|断|歪|倒|斜|堵|锈|破|爆|冒烟|发烫|松|掉|塌|闪|灭|黑|吵|震|跳闸|打火|着火|鼓包|松动|"
    r"不够|不足|不稳|太低|偏低|太小|太慢|卡顿|枯|死了|不出|吐不出|吞)"
)
# What somebody does or leaves undone: such a text is not of the thing alone.
_OF_SOMEBODY = re.compile(
    r"修|管(?![道网线子])|来(?!水|电|气)|拖|推|说|答|让|叫|骗|收|罚|扣|钱|费|块|元|"
    r"(?<![吓怕烦熏呛])人(?!行|民|很?多|都?[晕怕])|他|她|师傅|员|[局科处所队站]长|主任|书记|领导|不[理肯接给换查认办]|没[人有]|"
    r"投诉|举报|态度|凭什么|故意|竟|居然|作为|责任|报[了过]|打[了过]|次|回|趟"
)
# 政务大厅窗口排队时间长: of a place where many wait, not of those who work there.
_QUEUE = re.compile(
    r"(?:服务|办事|业务|的|里面?|窗口|大厅|那边|现在|每天|天天|总是?|老是|今天|早上|上午|下午|周[一二三四五六日末]|都|要){0,5}"
    r"(?:排队|排[长大]队|取号|等候|等待|等号|人太多|人很多|人多)"
)
_IN_HALL = re.compile(rf"(?:服务)?(?:大厅|大楼|窗口){_FAILS.pattern}")
_OF_CLERKS = re.compile(
    r"员|导办|坐|喊|刷|的人|起身|不应|[局处科所队站]长|主任|领导|态度|骂|吼|聊天|手机|嗑|推[脱诿给来]|踢皮球|[插加]队|黄牛|熟人|关系户|后门|钱|"
    r"没[人有]|空[着岗]|不[理肯给换认接]|他|她|凭什么|故意|竟|居然|投诉|举报|责任|作为|关[了门]|下班|拒"
)
# 税务局那个打印机卡纸了, 行政服务中心一楼的电梯停了: of the house and its machines, whoever waits.
_PREMISES = re.compile(
    r"(?:服务)?(?:门口|门前|大?厅|大楼|窗口|[一二三四五六\d]楼|里面?|院[里内]|的|那[个台边]|这[个台边]|有台|几台|唯一){0,4}"
    r"(?:[\u4e00-\u9fff]{1,4}(?:机|屏幕?|(?<!阀)门|梯|(?<!压)器|[桌椅凳]子?)|空调|厕所|卫生间|洗手间|停车[场位]|台阶|坡道"
    r"|地[砖面]|屋顶|天花板|墙[皮砖面]|玻璃|风扇|雨棚)[^，。；！？他她人]{0,6}?"
    r"(?:坏|停|漏|堵|卡|掉|裂|断|松|破|塌|脏|臭|滑|锈|死机|黑屏|失灵|故障|罢工|不[亮动转灵通出行]|没[水电反]|用不了|[打开关]不)"
)
_OF_STAFF = re.compile(
    r"员|导办|保安|(?<!着)的人(?![多都])|那[女男位]|[局处科所队站]长|主任|领导|干部|态度|骂|吼|聊天|手机|嗑|推[脱诿给来]|踢皮球|插队|黄牛|熟人|后门"
    r"|[收罚要]了?[^，。]{0,6}[钱块元费]|不[理肯给换认接让许]|他|她|凭什么|故意|竟|居然|投诉|举报|拒|说|答|叫我|让我|赶|责任|作为|假|骗"
)
_LONGEST, _LONGEST_OF_PREMISES = 60, 120


def tells_of_a_thing(text: str, end: int) -> bool:
    """Whether the unit whose name ends at `end` is only the owner of what fails: nobody does or
    leaves undone anything in this text.
    """
    if len(text) > _LONGEST or not _FAILS.match(text, end):
        return False
    return not _OF_SOMEBODY.search(text, end)


def tells_of_a_queue(text: str, end: int) -> bool:
    """Whether people only wait long, or a machine fails, in the hall of the unit whose name ends at
    `end`.
    """
    if len(text) > _LONGEST or not (_QUEUE.match(text, end) or _IN_HALL.match(text, end)):
        return False
    return not _OF_CLERKS.search(text, end)


def tells_of_premises(text: str, end: int) -> bool:
    """Whether only the house of the unit whose name ends at `end`, or a machine in it, fails."""
    if len(text) > _LONGEST_OF_PREMISES or not _PREMISES.match(text, end):
        return False
    return not _OF_STAFF.search(text, end)
