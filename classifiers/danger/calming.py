"""Ways of speaking that alarm nobody: goods that are said to save lives ("能救命"), animals that
ran away or are stuck, things that fell into the water or a gap, calls that somebody gets
("打我电话"), roofs where something dries or grows, fumes of a kitchen, stoves that do not light,
what is denied ("没着火"), names of shops, and what is said for "very" ("气得吐血"). Told as what
they are they raise no alarm by their words.
"""

import re
from typing import NamedTuple

# As long as nobody stands between the animal and its loss.
_NOBODY = r"[^，。！？；,.!?;\s人孩娃爷奶爸妈婆老儿女妹弟]"
_NO_LIMB = r"[^，。！？；,.!?;\s人孩娃爷奶爸妈婆老儿女妹弟手脚头腿指胳]"
_ANIMAL = r"(?:猫咪?|狗狗?|犬|金毛|泰迪|哈士奇|鹦鹉|鸟|兔子?|乌龟|仓鼠|宠物)"
_THING = (
    r"(?:手机|钥匙|眼镜|钱包|帽子|鞋子?|无人机|耳机|戒指|手表|相机|项链|证件|身份证|球|玩具"
    r"|东西|快递|书?包|首饰|文具|雨伞|水桶|垃圾桶|拖鞋)"
)
_STUCK_THING = rf"(?:{_THING}|绳子?|链条|裤腿|裙摆|拉链|硬币|箱子|轮子|银行卡|拐杖)"
_SHOP = (
    r"(?:[店馆吧摊铺]|餐厅|饭庄|火锅|烧烤|烤[翅串肉鱼]|奶茶|小吃|大排档|排档|汉堡|炸鸡|拉面"
    r"|米?粉[馆店]?|小龙虾|牛肉|商家|酒楼|密室|鬼屋|乐园)"
)
_HAPPENING = (
    r"(?:受伤|伤亡|着火|起火|失火|火灾|爆炸|落水|溺水|打架|漏气|触电|中毒|被困|伤着人?"
    r"|想不开|(?:[要想]去?)?(?:自杀|轻生|跳楼))(?!成|未)"
)


class _Way(NamedTuple):
    """What stands `instead` of a way of speaking; tried where a `sign` stands in the text."""

    signs: str
    spoken: re.Pattern[str]
    instead: str


_WAYS = [
    _Way(signs, re.compile(spoken), instead)
    for signs, spoken, instead in (
        ("枪刀剑", r"(?:玩具|塑料|滋?水)[枪刀剑](?:打来打去)?", "玩具"),
        ("打", r"打我的?(?=电话|座机|微信语音|视频电话)", "打来"),
        ("油", r"油烟", "油气"),
        (
            "台顶",
            r"(?:我[在到])?(?:天台|楼顶|顶楼)上?(?=[^，。！？；,.!?;\s人跳]{0,3}[晒晾种养装修搭])",
            "院里",
        ),
        (
            '”』」"',
            rf"(?<=[“『「\"])[^“”『』「」\"，。！？]{{1,8}}(?=[”』」\"]的?[^，。！？]{{0,3}}{_SHOP})",
            "老字号",
        ),
        (
            "店馆铺叫",
            r"(?<=叫[“『「\"])[^“”『』「」\"，。！？]{1,8}(?=[”』」\"])",
            "老字号",
        ),
        ('”』」"', rf"(?<=[“『「\"])[^“”『』「」\"，。！？]{{1,6}}{_SHOP}(?=[”』」\"])", "老字号"),
        ("火", r"(?:[打点]火)?[打点](?:不着|不起|不上|不了)火|点火失败", "打不着"),
        ("辣热", r"火(?=辣|热)", "热"),
        (
            "没未无不",
            r"(?:(?<![有从])没有?(?:任何|什么)?人?|(?<!从)未|无人|(?<![是要])不是|并非)"
            rf"(?:发生)?{_HAPPENING}",
            "没事",
        ),
        (
            "外别国",
            rf"(?:外[地省市]|国外|别的(?:城市|地方)|别处|隔壁市|邻市)[^，。！？]{{0,12}}?{_HAPPENING}了?",
            "没事",
        ),
        (
            "血气天世",
            r"(?:[气坑累练笑忙贵写急愁烦惨排慢]|排队)[得到的](?:[我你他人]们?)?[^，。！？]{0,4}"
            r"(?:吐血|断气|升天|去世|见阎王)",
            "受不了",
        ),
        (
            "火",
            r"(?<=[听看想说气等])(?:得|着|到|了)?[我人]?(?:心里)?(?:都|直|就)?(?:是)?(?:冒火|一肚子火|来火)",
            "生气",
        ),
        (
            "里",
            r"里面?还有[^，。！？人孩]{0,4}(?:财产|东西|家具|行李|物品|衣服|被褥|货)",
            "放着东西",
        ),
        ("饼", r"天上掉(?:下来)?的?馅饼", "好事"),
        (
            "呕",
            r"(?:作呕|(?<=令人|让人|使人)[作欲想]?呕吐?|[想欲](?:要)?呕吐?(?=[！!。，,])|恶臭[^，。]{0,6}呕吐?)",
            "难受",
        ),
        (
            "塌",
            r"[跳蹦唱吵笑喊弹]得[^，。！？]{0,4}(?:楼|地|房子?|天花板|屋顶|天)[都快要]{1,3}塌",
            "很响",
        ),
        (
            "掉落",
            rf"{_THING}{_NOBODY}{{0,6}}?[掉落][进到入]?了?(?:水库|水塘|池塘|水沟|鱼塘|水井|窨井"
            r"|下水道|地缝|缝隙|[河江湖海塘水沟渠池井])(?:里面?|中)?了?"
            r"(?:[，,]?(?:[捞拿取]不(?:上来|出来|到|着)|怎么捞|没法捞|能(?:不能)?(?:帮忙)?捞))?",
            "东西没找到",
        ),
        (
            "卡夹掉",
            rf"{_STUCK_THING}{_NO_LIMB}{{0,4}}?[卡夹掉]{_NO_LIMB}{{1,12}}?"
            r"[拿取拔抠掏扯]不(?:出来|下来|上来|动|到)",
            "东西没找到",
        ),
        ("救", r"(?<![谁哪人])(?:着火|起火|落水)?时?(?:能够?|可以?|会)救命", "有用"),
        (
            "丢失见回飞",
            rf"{_ANIMAL}{_NOBODY}{{0,6}}?(?:走丢|走失|跑丢|丢失|丢了|不见|没回来|飞走|飞丢)"
            rf"{_NOBODY}{{0,12}}(?:[，,\s](?:它|已经)?{_NOBODY}{{0,4}}没回来{_NOBODY}{{0,3}})?",
            "东西没找到",
        ),
        (
            "卡困掉钻夹爬",
            rf"{_ANIMAL}{_NOBODY}{{0,4}}?[卡困掉钻夹爬][在进到住入上]{_NOBODY}{{0,12}}",
            "东西没找到",
        ),
    )
]


def calmed(text: str) -> str:
    """The text with these in plain words."""
    there = set(text)
    for way in _WAYS:
        if not there.isdisjoint(way.signs):
            text = way.spoken.sub(way.instead, text)
    return text
