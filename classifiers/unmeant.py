"""Grave words that are not meant: in a price, a game or a film, a lecture or an essay, an
exaggeration, news from elsewhere, a question that somebody asks for somebody else.

A word is judged by what stands near it in its sentence, so a real danger beside it stays one.
"""

import re

_NEAR = 22
_END = re.compile(r"[。！？!?；;\n]")
_CLAUSE = re.compile(r"[，,、：:\s]")
# A noise that shakes a ceiling is likened to what no caller has beside them.
_LIKENED = re.compile(r"(?:像|跟|似|如同|好比|仿佛|堪比|当成)(?:了|是|在|发生|来了?)?$")
_FAR_OFF = ("地震", "龙卷风")
_SCREEN = re.compile(
    r"(?:游戏|手游|网游|动画片?|动漫|漫画|电影|影片|电视剧|连续剧|小说|剧本|剧情|情节|桌游|密室|鬼屋|剧场|恐怖片|皮影|舞台剧)(?![院城厅机]|的人)"
)
_TEACHES = re.compile(
    r"讲座|讲课|课堂|演练|演习|作文|征文|宣传|培训|科普|手抄报|黑板报|班会|海报|绘画|展板|标语|安全教育|安全课|公开课|预案|知识|手册|倡议书|教案|逃生|警示"
)
_PREVENTS = re.compile(
    r"(?:防|反|预防|防止|禁止|严禁|避免|杜绝|谨防|假装|模拟|假设|扮演)(?:范|治|御)?$"
)
_NAMES_MORE = re.compile(
    r"价|(?:大|狂|式)?(?:甩卖|清仓|促销|降价)|式|[性头糖蛋]|警示|逃生|演练|讲座|知识|教育|宣传|预案|保险|险种|作文"
)
_EXAGGERATES = re.compile(
    r"(?:难[一-鿿]|[堵热累气烦急冷挤吵臭熏笑饿困晒闷贵忙愁丑难闹冻馋尬辣]|排队|无聊|伤心|恶心)(?:得|到|的)?(?:让|叫|把)?(?:我|你|他|人|大家|我们)?(?:们)?(?:都|真|简直|快|就|恨不得|只)?(?:要|想)?$"
)
_SWELLS = re.compile(
    r"(?:费用?|账单|价格?|房租|流量|人气|订单|信息|脾气|客流|人口|游客|热度|心态|颜值|群消息|电话|体重|作业|内存|肺|头|票房|工作量)"
    r"(?:都|要|快|简直|直接|已经|又|突然|真|今年|[这上][一两二几]?个?月){0,3}$"
)
_ELSEWHERE = re.compile(
    r"新闻|报道|报纸|电视上|电视里|网上看|外地|外省|国外|外国|隔壁市|邻市|别的城市|历史上|热搜上"
)
_HERE = re.compile(
    r"我们这[里边]?刚|我家|我们?楼|隔壁邻居|楼[上下]邻?居?|现在|正在|刚才|刚刚|快来|救[命人救]|[来快]救|马上|又|今天|今晚|昨晚"
)
_FOR_ANOTHER = re.compile(
    r"(?:帮|替|代)(?:我?(?:一个|个|一位)?[一-鿿]{1,5}?)(?:问|咨询|打听|了解)|(?:以前|过去|当年|早年|几年前|前些年)[^，。]{0,12}(?:能|可以|怎么|还|有没有|要不要)"
)
_ASKS = re.compile(r"吗|呢|怎么|如何|能不能|可不可以|可以|是否|要不要|什么|多少|请问|咨询|问")


def is_unmeant(text: str, start: int, end: int) -> bool:
    """Whether the word at `start`:`end` of a text in one form is said of no real danger here."""
    before = _END.split(text[max(0, start - _NEAR) : start])[-1]
    behind = _END.split(text[end : end + _NEAR], maxsplit=1)[0]
    own_before = _CLAUSE.split(before)[-1]
    own_behind = _CLAUSE.split(behind, maxsplit=1)[0]
    if _PREVENTS.search(own_before) or _NAMES_MORE.match(own_behind):
        return True
    if _EXAGGERATES.search(own_before):
        return True
    if text.startswith(_FAR_OFF, start) and _LIKENED.search(own_before):
        return True
    if "爆" in text[start:end] and _SWELLS.search(own_before):
        return True
    if _HERE.search(before) or _HERE.search(behind):
        return False
    if (
        _SCREEN.search(before)
        or _SCREEN.match(own_behind)
        or _TEACHES.search(own_before + own_behind)
    ):
        return True
    if _ELSEWHERE.search(before):
        return True
    around = before + behind
    return bool(_ASKS.search(around) and _FOR_ANOTHER.search(around))
