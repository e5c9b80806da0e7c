"""People shut in a lift that stopped, however it is told: a lift that does not move, and somebody
within. What was last month, whose people are out, and a lift that is only broken is none.
"""

import re

_LIFT = re.compile(r"电梯|轿厢|升降机|货梯|[0-9一二三四五六七八九十]号梯|[客直]梯")
_NEAR = r"[^，。！？；,.!?;\s]"
_STOPPED = re.compile(
    rf"停(?:在|住|到|下来?|了|着)(?!电|水|气|车|用|运)|不(?:会)?动了?|[不没]走了?|卡(?:在|住|着|了)|悬在|掉(?:了|到|下)"
    rf"|坏(?:了|在|掉)|门{_NEAR}{{0,4}}(?:打?不开|没开|开不了|推不动|扒不开)|困(?:在|住|人|了)|没反应|罢工|半道|半空|半中间|拍门|喊救命|呼救|按铃{_NEAR}{{0,2}}没"
)
_WHO = (
    r"(?:我们?|咱|人|[爸妈爷奶姥婆公媳妇]|老[公婆人伴头太]|媳妇|孩|娃|儿子|闺女|女儿|宝宝|婴|孕妇"
    r"|邻居|同事|朋友|大[爷妈叔娘]|阿姨|师傅|小[哥姐伙]|姑娘|学生|乘客|[两三四五六七八几][个位口])"
)
_IN = r"(?:电梯|轿厢|梯子)?(?:里[面头边]|(?<![家屋楼店厅村])里|内|中间)"
_WITHIN = re.compile(
    rf"(?:里[面头边]|电梯[里内]|轿厢[里内]?|里)(?:还|现在|正|一共|就|都)*[有关困是卡锁闷](?:了|着|住)?{_NEAR}{{0,4}}{_WHO}"
    rf"|{_WHO}{_NEAR}{{0,8}}[在关困卡锁闷](?:了|着|住)?(?:在)?{_NEAR}{{0,3}}{_IN}"
    rf"|{_WHO}?(?:人|都|就)?出不[来去](?!门|小区|楼)|[关困卡锁](?:了|住了?)?(?:我|咱|他|她|一|两|三|四|五|六|七|八|好?几)[们个位大家]"
)
# Nobody within, out again, of before, feared, asked for, or a lift that is shut down.
_NOT_NOW = re.compile(
    rf"[没无](?:有)?(?:关|困)?人(?![理管应接来答回听救修开敢])|[放救]?出来了|[放救]出来|脱困|才(?:出来|开门|放|打开)"
    rf"|上个?月|上个?(?:周|星期|礼拜)|上[次回]|去年|前年|以前|之前|曾|昨[天晚日]|前[天几些晚]|那[天次回]"
    rf"|(?:[0-9两一二三四五六七八九十几半][天年周]|(?:星期|礼拜)|个(?:多)?月(?!的|大))"
    rf"|万一|如果|要是|假如|怕|担心|会不会|可能|容易|隐患|建议|希望{_NEAR}{{0,6}}[装换加修]|请问|咨询|赔|补偿|说法"
    rf"|停运|停用|经常|总是|三天两头|动不动|每次|有时|偶尔|演[练习]|讲座|广告|推销"
)
_NOW = re.compile(r"今天|今晚|现在|这会儿?|刚才?|又")
_OLD_TALE = re.compile(
    rf"(?:电梯|物业){_NEAR}{{0,6}}(?:经常|老是?|总是?|三天两头|动不动|隔三差五){_NEAR}{{0,8}}"
)


def shut_in_lift(text: str) -> str:
    """What says so in `text`, in one form; what its lift always did before says nothing of now."""
    if not _LIFT.search(text):
        return ""
    now = _OLD_TALE.sub("", text) if _NOW.search(text) else text
    within = _WITHIN.search(now)
    return within.group() if within and _STOPPED.search(now) and not _NOT_NOW.search(now) else ""
