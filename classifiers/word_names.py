"""Names that are words, where somebody's kin or floor follows or a word for somebody stands before:
高兴他爸, 冷静住二楼, 租客平安已经. And surnames that stand three times: 林林林.
"""

import re
from collections.abc import Iterator

from ahocorasick_rs import AhoCorasick

from classifiers.name_words import FUNCTION, PURE

_WORDS = (
    "高兴 高峰 高明 高原 高山 高远 高洁 高尚 高歌 高升 高超 高见 平安 平静 平凡 冷静 "
    "冷清 安静 安宁 安康 安心 安定 黎明 万里 万千 万福 万家 时来 时光 时新 时尚 江山 "
    "江南 江河 江湖 黄山 黄河 黄金 黄海 华山 方正 方圆 方舟 白雪 白云 白杨 白露 金山 "
    "金融 金星 金秋 石头 石林 石磊 石英 雷鸣 雷雨 雷电 温暖 温柔 温和 温馨 马达 牛奶 "
    "牛气 向阳 向前 向往 常青 康庄 康复 康宁 严明 严肃 严格 花开 花香 水晶 水仙 明亮 "
    "明白 明月 明媚 元宝 元帅 鲁莽 关心 关爱 夏雨 秋月 秋菊 东风 东方 东升 东山 路遥 "
    "路过 童话 童年 童心 乐观 乐意 乐园 文明 文静 文章 文雅 文采 武术 国强 国美 国华 "
    "荆楚 卓著 卓越 卓然 从容 游泳 舒畅 舒心 舒适 单纯 单一 和平 和谐 和美 祝愿 祝福 "
    "喜庆 喜乐 吉祥 吉利 富强 富贵 丰收 丰富 凌云 晨曦 春风 双喜 强大 强壮 简单 简约 "
    "幸福 幸运 满意 满足 易行 易懂 沙漠 谭笑 "
    # Given names alone, as in villages.
    "如意 石头 全有 全胜 全福 满仓 满囤 满堂 铁锤 铁柱 铁蛋 铁牛 来福 来喜 有财 有福 有根 得福 "
    "跃进 卫星 援朝 红旗 向党 大山 大海 大江 老虎 狗剩 狗蛋 拴住 栓柱 顺利 "
    "银锁 银屏 水生 水根 金锁 "
)
_KIN = "(?:[爸妈爹娘哥姐弟妹爷奶婆]|老[公婆伴]|媳妇|儿子|女儿|闺女|男人|对象|岳父|岳母|孩子)"
_AFTER = (
    rf"[他她](?:{_KIN}|家(?!人))|[和跟][他她](?:{_KIN}|们家)"
    r"|住(?:在)?(?:我们?家?)?(?:[一二三四五六七八九十\d]{1,3}[楼层单号栋]|楼[上下]|隔壁|对门)"
    rf"|这个?人(?![家们员])|这小子|这家伙|两口子|夫妇|夫妻|一家[三四五]口|的(?:{_KIN}|[狗猫](?!粮))"
)
_SOMEBODY = (
    r"租客|房客|房东|邻居|老板|保姆|护工|月嫂|同事|室友|工友|同学|表[叔哥弟姐妹舅姨]|堂[叔哥弟姐妹]|舅舅|姑姑|叔叔|侄子|外甥"
    r"|外甥女|侄女|孙子|孙女|弟弟|哥哥|妹妹|姐姐|丈夫|老公|老婆|媳妇|保洁|门卫|车主|护士"
    r"|[她他]家|工头|村民|业主|会计|司机|师傅|中介|组长|队长|店主|摊主|儿子|女儿|闺女"
)
_ACTS = (
    r"已经|又|还[没在不欠]|老是|天天|每天|上个月|上周|昨[天晚]|前天|去年"
    r"|[和跟][他她我你\u4e00-\u9fff]|都[没不是]|去世|失踪|今年|三年|前年|大前年|带着|一个人"
    r"|[说把被给拿借卷骂偷装欠]|不[肯给让]|的宅基地|的工资|的[车狗房]"
)
WORDS = tuple(dict.fromkeys(_WORDS.split()))
_find_words = AhoCorasick(list(WORDS)).find_matches_as_indexes
_BEFORE = re.compile(r"(?:^|[，。！？；、,.!?;:： \n]|昨[天晚]|[和跟找])$")
_BEFORE_SOMEBODY = re.compile(rf"(?:{_SOMEBODY})$")
_BEHIND, DOES = re.compile(_AFTER), re.compile(f"{_AFTER}|{_ACTS}")
_READ = 3
_CERTAIN = "".join(
    sorted(set(PURE + "朱马胡高田方石丁龙金黄林雷毛江钱武") - set(FUNCTION) - {"汪"})
)
_THRICE = re.compile(rf"([{_CERTAIN}])\1\1(?!\1)")


def word_names(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each in a text of one form."""
    for _, start, end in _find_words(text):
        first = max(0, start - _READ)
        if DOES.match(text, end) and (
            _BEFORE_SOMEBODY.search(text[first:start])
            or (_BEFORE.search(text[first:start]) and _BEHIND.match(text, end))
        ):
            yield start, end
    for match in _THRICE.finditer(text):
        if text[match.start() - 1 : match.start()] != match[1]:
            yield match.span()
