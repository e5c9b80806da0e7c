"""Dangers that are told without any alarming word: so much medicine was taken, somebody stands on a
roof and says no more, an old person has not answered for days, a heart beats no more, somebody is
on the rails. Calm words beside them ("没事, 就是想睡") hide nothing.
"""

import re
from typing import NamedTuple

from classifiers.danger.shut_in import LIFT_SIGNS, shut_in_lift
from classifiers.folding import fold

LONGEST = 120
_MEDICINE = r"(?:药|安定|安眠|胶囊|头孢|止[疼痛]片|降压片)"
_MANY = (
    r"(?:[一整半两三几]+[瓶盒板版]|一?大把"
    r"|(?:\d{2,3}|[二三四五六七八九几]?十|[一两]百)[几多来]?[片颗粒])"
)
_TAKEN = r"(?:吃|吞|咽|灌|喝)(?:了|下去?了?|进去了?)"
_OVERDOSE = re.compile(
    rf"{_TAKEN}[^，。！？；]{{0,3}}{_MANY}[^，。！？；]{{0,4}}{_MEDICINE}"
    rf"|{_MEDICINE}[^，。！？；]{{0,6}}(?:全|都|一口|一粒不剩)[^，。！？；]{{0,3}}{_TAKEN}"
)
_ROOF = re.compile(
    r"^(?:我|人)?(?:一个人|自己)?(?:现在|正|已经|就)?(?:站|坐|爬|走|来|跑)?[在到上]了?"
    r"[^，。！？；]{0,4}(?:天台|楼顶|房顶|顶楼)(?:天台)?(?:上|边|边上|沿上)?了?(?:$|[，。！])"
)
_OLD = re.compile(
    r"老人(?!年|卡|证)|老太|老头|大[爷娘妈伯]|[爷奶姥]|外[婆公]|老[父母伯]|[孤独]居|一个人住|孤寡"
)
_DAYS = re.compile(
    r"(?:(?:\d|[两三四五六七八九十几])天|好些天|好几天|[一两几]个?(?:星期|礼拜|周))[^，。！？；]{0,4}"
    r"(?:[没不未]|打电话[^，。！？；]{0,2}[没不]|打不通|联系不上)"
)
_DOOR = re.compile(
    r"(?:敲|拍|叫门|砸门|喊)[^，。！？；]{0,6}[没不无][^，。！？；]{0,2}(?:应|开|答|回|动静|反应|声)"
)
_LIVES = re.compile(
    rf"{_OLD.pattern}|租客|租房|阿姨|大[姐叔哥]|师傅|对门|隔壁|楼[上下]|邻居|[姑姨舅叔]|小伙子?|姑娘"
)
_UNSEEN = re.compile(
    r"(?:\d+|[两三四五六七八九十几]|好多|好些|好几|[一两几]个?多?)(?:天|星期|礼拜|周)[^，。！？；]{0,5}"
    r"没(?:出过?门|下过?楼|露过?面|见过?人|见过?[着他她]|人见过|看[见到]|动静|出来|开过?门|声|人[听接])"
)
_LEFT = re.compile(
    r"堆|摞|没[人拿][取进]|(?:灯|电视)[^，。！？；]{0,4}(?:亮|开)|(?:怪|臭|异)味|苍蝇|渗|往下滴"
    r"|[没不](?:人)?[应接听]|[电水气]表[^，。！？；]{0,2}不[走转]|[猫狗鸡][^，。！？；]{0,4}叫|反锁|插着"
)
_OF_EMPTY_HOMES = re.compile(
    r"空房|没人住|搬走|出差|出国|旅游|物业费|房租|装修|垃圾|停水|断水|漏水|去年|以前|请问|咨询|快递员?没"
)
# Who cannot speak writes to whoever brings a meal or a parcel.
_NOTE = re.compile(r"备注|订单|纸条|[快递外卖取餐收货]{2}[单备]|外卖上|小票")
_WRITTEN = re.compile(
    r"报(?:个|一下)?警|救[我命]|被(?:人)?(?:关|锁|绑|扣)|不让[我走出]|(?:要|会)杀|叫警察|不敢(?:说|出声)"
)
_FAREWELL = re.compile(
    r"不在了|用不着了|我走了|最后一(?:顿|单|次|餐)|下辈子|(?:猫|狗)[^，。]{0,6}(?:带走|送人|收养)"
)
_LAST_WORDS = re.compile(r"(?:来世|来生|下辈子)(?:再?见|再会|再做)")
_OF_SONGS = re.compile(r"歌|小说|电影|电视|剧|游戏|话费|签名|标语|广告|网名|作文|店|请问|咨询")
_OF_MEALS = re.compile(r"退款|客服|投诉|商家|送错|洒|凉|骑手态度|平台|超时|差评|请问|咨询")
_BEAST = re.compile(
    r"(?:豹子?|老虎|狮子?|黑?熊|狼|鳄鱼|蟒蛇?|野猪|藏獒)[^，。！？；]{0,10}"
    r"(?:[跑逃窜溜]了?出|挣[开脱断]|进[了到]?(?:村|小区|院|城|学校)|[冲扑顶拱咬伤]+(?:人|了|倒|翻|进))"
)
_AT_HOME = re.compile(r"[我她他]被[^，。！？；]{0,4}家暴|正在?家暴|家暴[我她他]")
_OF_LATER = re.compile(
    r"去年|前年|上个?月|以前|曾|离婚|起诉|告诫书|保护令|请问|咨询|怎么办理|讲座|证明|宣传"
)
_OF_STORIES = re.compile(
    r"马戏票|门票|电影|视频里|动画|新闻|听说|谣|辟|玩具|毛绒|铜|石|雕|庄稼|玉米地里的|去年|以前|请问|咨询|补偿|赔"
)
# Goods, prescriptions, roofs that somebody uses, and what was long ago.
_OF_GOODS = re.compile(
    r"过期|[退赔贵价]|报销|医保|疗程|每[天日次]|一天|医嘱|效果|请问|咨询|去年|上次|以前|出院|投诉"
)
_OF_ROOFS = re.compile(r"[晒晾修漏种养装搭拍玩]|防水|太阳能|物业|施工|干活|请问|咨询")
_OF_CALLS = re.compile(r"快递|物业|客服|公司|店|维修|信号|线路|欠费|助听器|请问|咨询")
_LIFELESS = re.compile(
    r"(?:没有?|[摸听测]不[到着出])了?(?:心跳|脉搏|呼吸)(?!道|机|内科|科)"
    r"|(?:心跳|脉搏|呼吸)(?:都|也|已经|就|全)?(?:没了|没有了|停了|停止|骤停|[摸听测]不[到着出])"
)
_SOMEBODY = r"(?:人|[男女](?!装|鞋|包|表|厕)|孩|娃|老[头太]|小伙|姑娘|学生|乘客|醉汉)"
_RAILS = r"(?:(?:地铁|铁路|火车|高铁|轻轨)的?轨道|铁轨|路轨|钢轨|轨行区)"
_ON_RAILS = re.compile(
    rf"{_RAILS}(?![旁边外附两])[上里中]?(?:间|面|边)?[^，。！？；]{{0,4}}[有躺坐站趴走][^，。！？；]{{0,6}}{_SOMEBODY}"
    rf"|{_SOMEBODY}[^，。！？；]{{0,8}}[掉跳跌摔爬走钻冲翻躺坐站趴跑][^，。！？；]{{0,6}}{_RAILS}"
)
_ARMED_AT_SCHOOL = re.compile(
    r"(?:幼儿园|学校|[小中]学|校门|放学)[^。！？；]{0,16}[拿持揣攥提握带亮抄举里][^，。！？；]{0,5}"
    r"(?:[菜砍长尖水]果?刀|匕首|斧)"
)
_OF_LESSONS = re.compile(
    r"食堂|厨|后勤|削|切|玩具|塑料|卖|文具|没收|手工|美工|教育|演[练习]|去年|以前|请问"
)
_OF_ANIMALS = re.compile(
    r"[猫狗犬鸟鱼猪羊牛鸡鸭]|胎|吓|以为|差点|培训|讲座|课|死亡|手[表环]|仪器|血压计|退[货款]|商家|去年|上个?月|以前"
)
_OF_RAILS = re.compile(
    r"经常|总是|总有|老有|老是|每天|天天|建议|希望|担心|施工|检修|工人|养护|作业|巡查|拍照|小时候|以前|请问|咨询"
)


_WHO = (
    r"(?:人|[男女]的|孩子?|娃|司机|师傅|工人|老[人头太汉]|[爸妈爷奶婆公]"
    r"|儿子|闺女|女儿|小伙|姑娘|同学|[一两三四五六几]个)"
)
# Where somebody still is: in the water, under what fell, or caught.
_PLACES = (("water", r"水|河|江|湖|塘|渠|海"), ("collapse", r"埋|压|塌|土里|底下"), ("trapped", ""))
_NOT_YET = re.compile(
    rf"[掉落摔跌埋压困卡沉陷滑冲][^，。！？；]{{0,10}}{_WHO}[^，。！？；]{{0,8}}"
    r"没(?:有|能|被)?(?:人)?[救捞挖刨抬拉弄][^，。！？；]{0,3}(?:[上出起]来|到|着)"
)
_AGAIN = re.compile(
    r"(?:煤气|燃气|天然气|液化气|气管|气罐|气阀)[^。！？；]{0,20}又(?:开始|在)?(?:漏(?![水油雨])|[呲嘶]|有[^，。！？；]{0,3}味|闻[到着见])"
)
_THREAT = re.compile(
    r"(?:再不|要不|不然|否则|逼)[^。！？；]{0,12}[我咱](?:们)?(?:就|真|要|会|敢|马上|只好|一定)+[^，。！？；]{0,4}"
    r"(?:[点引拧炸泼烧](?:着|燃|了|爆|开|掉)*|放(?:掉|开|光)?|打开)[^，。！？；]{0,4}"
    r"(?:煤气|燃气|天然气|液化气|[煤燃]?气罐|汽油|[这你他][^，。！？；]{0,2}[楼店房车]|自己|你们)"
)
_OF_THINGS = re.compile(
    r"[猫狗犬鸟]|手机|钥匙|车子?还没|去年|前年|上个?月|以前|请问|咨询|没人受伤|演[练习]|电影|新闻"
)


class Scene(NamedTuple):
    """`sign` is what in the text says so."""

    kind: str
    sign: str


def scene_of(text: str) -> Scene | None:
    """The danger that a short text tells of so."""
    if len(text) > LONGEST:
        return None
    plain = fold(text).strip()
    there = set(plain)
    for kind, signs, sign, otherwise in _SCENES:
        if there.isdisjoint(signs):
            continue
        if (hit := sign.search(plain)) and not otherwise.search(plain):
            return Scene(kind or _kind_of_place(plain), hit.group().strip("，。！"))
    if not there.isdisjoint(LIFT_SIGNS) and (within := shut_in_lift(plain)):
        return Scene("trapped", within)
    if unseen := _unseen_at_home(plain):
        return unseen
    if note := _note_of(plain):
        return note
    silent = _DOOR.search(plain)
    if silent and _OLD.search(plain) and _DAYS.search(plain) and not _OF_CALLS.search(plain):
        return Scene("illness", silent.group())
    return None


def _unseen_at_home(text: str) -> Scene | None:
    """Somebody whom the neighbours have not seen for days, and a home that shows it."""
    unseen = _UNSEEN.search(text)
    if not unseen or _OF_EMPTY_HOMES.search(text):
        return None
    return Scene("illness", unseen.group()) if _LIVES.search(text) and _LEFT.search(text) else None


def _note_of(text: str) -> Scene | None:
    """A cry for help or a farewell that somebody wrote on an order."""
    if not _NOTE.search(text) or _OF_MEALS.search(text):
        return None
    for kind, sign in (("violence", _WRITTEN), ("life", _FAREWELL)):
        if hit := sign.search(text):
            return Scene(kind, hit.group())
    return None


def _kind_of_place(text: str) -> str:
    return next(kind for kind, place in _PLACES if re.search(place, text))


# A scene is looked for only where one of its single signs stands in the text.
_SCENES = (
    ("life", "吃吞咽灌喝", _OVERDOSE, _OF_GOODS),
    ("life", "台顶", _ROOF, _OF_ROOFS),
    ("life", "世生辈", _LAST_WORDS, _OF_SONGS),
    ("life", "轨", _ON_RAILS, _OF_RAILS),
    ("violence", "刀匕斧", _ARMED_AT_SCHOOL, _OF_LESSONS),
    ("violence", "暴", _AT_HOME, _OF_LATER),
    ("violence", "豹虎狮熊狼鳄蟒猪獒", _BEAST, _OF_STORIES),
    ("explosion", "点引拧炸泼烧放打", _THREAT, _OF_THINGS),
    ("gas", "又", _AGAIN, _OF_THINGS),
    ("illness", "跳搏吸", _LIFELESS, _OF_ANIMALS),
    ("", "没", _NOT_YET, _OF_THINGS),
)
