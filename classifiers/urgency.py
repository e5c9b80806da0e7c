"""How soon somebody must act: 一般 (needs inquiry), 紧急 (hard to repair later), 特急 (the same,
with grave consequence).

Words of an event count as they stand; behind a word of doubt, of fear or of the past they speak of
no present danger.
"""

import re

from ahocorasick_rs import AhoCorasick

from classifiers.place_names import whole_signs
from classifiers.unmeant import is_unmeant

NAMES = {"normal": "一般", "urgent": "紧急", "critical": "特急"}

# (cores, pattern): a pattern is tried only where one of its cores stands in the text; whatever it
# matches holds one.
_EXTREME = (
    (
        "跳楼 跳河 跳桥 跳下去 轻生 自杀 割腕 自焚 "
        "寻短见 不想活 活不下去 想死 遗书 农药 要杀 杀了 悬在窗外",
        r"跳楼(?!价)|跳河|跳桥|跳下去|轻生|自杀|割腕|自焚|寻短见|不想活|活不下去|想死|遗书|喝了?农药|要杀|杀了[我他她人]|悬在窗外",
    ),
    (
        "着火 起火 失火 冒火 火光 燃起 发生火灾 爆炸 自燃",
        r"着火|起火|失火|冒火|火光|燃起|发生火灾|(?<!烟花)爆炸(?!片|物)|自燃",
    ),
    (
        "燃气 煤气 天然气 液化气 液氯 氨气 氨水 毒气 一氧化碳 漏气",
        r"(?:燃气|煤气|天然气|液化气|液氯|氨气|氨水|毒气|一氧化碳).{0,8}(?:泄漏|泄露|漏气|漏出|中毒|很浓|味道很重)|(?:闻到|有).{0,6}(?:燃气|煤气|天然气).{0,2}味|天然气味|煤气味|漏气",
    ),
    ("触电 电死 漏电", r"触电|电死|漏电"),
    (
        "被困 困在 困住 困了 被埋 埋在 埋了 卡在 没出来",
        r"被困(?!扰|惑|难)|困在|困住|困了[一二两三四五六七八九十\d]+|被埋|(?:人|房子).{0,4}埋[在了]|埋在.{0,4}(?:下面|里面)|卡在.{0,6}出不来|没出来",
    ),
    (
        "坍塌 垮塌 塌方 倒塌 溃坝 决堤 溃堤 桥塌 房子塌 楼塌 掉下 掉进 坠落 坠楼 翻车 车翻 校车",
        r"(?<!地面)(?<!路面)(?:坍塌|垮塌|塌方|倒塌)|溃坝|决堤|溃堤|桥塌|房子塌|楼塌|[车人孩]掉[下进]|掉进|坠落|坠楼|翻车|车翻|校车.{0,3}翻",
    ),
    ("溺水 落水 淹死", r"溺水|落水|淹死"),
    (
        "昏迷 昏倒 晕倒 没呼吸 没有呼吸 没意识 没有意识 呼吸困难 喘不上气 "
        "大出血 脑溢血 心脏病发 心梗 休克 中毒 生命危险 奄奄一息 抢救 倒地不起",
        r"昏迷|昏倒|晕倒|没有?呼吸|没有?意识|呼吸困难|喘不上气|大出血|脑溢血|心脏病发|心梗|休克|中毒|(?<!冒着)(?<!冒)生命危险|奄奄一息|抢救|倒地不起",
    ),
    (
        "救命 持刀 拿刀 砍人 捅人 捅了 捅伤 绑架 劫持 歹徒 枪击 杀人",
        r"救命(?!稻草|钱|药|款|的钱|恩)|持刀|拿刀|砍人|捅[人了伤]|绑架|劫持|歹徒|枪击|杀人",
    ),
    ("山体滑坡 泥石流 洪水", r"山体滑坡.{0,8}埋|泥石流|洪水.{0,6}(?:冲|进|困)"),
)
_URGENT = (
    (
        "电线 电缆 高压线 线缆 变电箱 配电箱 冒烟 打火花",
        r"(?:电线|电缆|高压线|线缆).{0,8}(?:掉|断|垂|裸露|搭)|(?:变电箱|配电箱).{0,8}(?:开着|裸露)|冒烟|打火花",
    ),
    (
        "井盖 下水道 窨井 大洞",
        r"井盖.{0,8}(?:缺失|丢失|不见|没了|被盗|被偷|塌)|(?:没有|缺少|没).{0,2}井盖|下水道没有?盖|(?:窨井|下水道).{0,4}敞开|大洞",
    ),
    (
        "水管 主管 管道 总管 爆管 停水 停电 停气 停暖 气停 水停 电停 呼吸机",
        r"(?:水管|主管|管道|总管).{0,4}(?:爆|破裂)|爆管|停[水电气暖].{0,8}(?:[一两二三四五六七八九十\d]天|一整天|到现在|整夜|新生儿|病人|老人)|(?:暖气|水|电|气)停了?[，,].{0,10}(?:新生儿|病人|孕妇)|气停了|呼吸机",
    ),
    (
        "路面 地面 道路 马路 路基 大坑 桥面 断裂",
        r"(?:路面|地面|道路|马路|路基).{0,6}(?:塌陷|下陷|塌)|大坑.{0,10}(?:开不过|掉|过不去)|桥面.{0,4}断|断裂",
    ),
    (
        "高空坠物 高空抛物 外墙 墙皮 瓷砖 玻璃 吊扇 空调外机 石头 落石 砸到人 差点砸",
        r"高空(?:坠物|抛物)|(?:外墙|墙皮|瓷砖|玻璃|吊扇|空调外机|石头|落石).{0,10}(?:脱落|往下掉|掉下来|砸|滚下来)|砸到人|差点砸",
    ),
    (
        "随时 快倒 快塌 快垮 快掉 快要 摇摇欲坠 围墙 房屋 楼房 脚手架 塔吊 承重墙",
        r"随时.{0,6}(?:倒|塌|掉|脱落)|快要?(?:倒|塌|垮|掉)|摇摇欲坠|(?:围墙|房屋|楼房|脚手架|塔吊).{0,6}(?:倾斜|歪)|承重墙.{0,12}(?:拆|砸|裂)|拆了?承重墙|砸了?承重墙",
    ),
    (
        "消防 安全出口 楼道",
        r"消防(?:通道|门|车|栓).{0,10}(?:堵|占|锁|进不来)|安全出口.{0,6}(?:锁|堵)|楼道.{0,6}堵住",
    ),
    (
        "聚集 堵 拉横幅 讨薪 闹事 打群架 械斗 静坐 "
        "游行 示威 罢工 罢运 罢市 罢课 集体上访 同归于尽 集体维权",
        r"聚集|堵路(?![口边旁灯牌面])|堵门(?![口边旁牌面])|堵[大厂校]门[^，。]{0,6}(?:讨|要|闹|不让|不走|抗议)|堵[^，。]{0,4}讨薪|(?:业主|村民|工人|工友|家长|司机|几十|上百|我们|大伙|一起)[^，。]{0,10}堵(?:了|住)?[工厂校大]?地?大?[路门]|拉横幅|讨薪.{0,6}(?:政府|门口|上街)|闹事|打群架|械斗|静坐|游行|示威|罢[工运市课]|集体上访|同归于尽|集体维权",
    ),
    (
        "走失 走丢 失踪 拐卖 家暴 打孩子 虐待 动手打 又动手 浑身是伤 全是伤",
        r"走失|走丢|失踪|拐卖|家暴|打孩子|虐待|动手打|又动手|浑身是伤|全是伤",
    ),
    ("电梯", r"电梯.{0,12}(?:滑|坠|困|下坠|急坠)"),
    ("倒在 压住 砸 倒下", r"(?:大?树|电杆|电线杆|广告牌).{0,6}(?:倒在|压住|砸|倒下)"),
    (
        "偷排 排放 呕吐 拉肚子 腹泻 发烧 农药味 喝了肚子疼",
        r"(?:偷排|排放).{0,4}毒|呕吐|(?:[十百]几?|多)[个名].{0,8}(?:拉肚子|腹泻|发烧)|农药味|喝了肚子疼",
    ),
    (
        "淹 进水 倒灌 管涌 水位 内涝严重",
        r"(?:车库|一楼|家里|房屋|小区|村).{0,6}(?:被?淹|进水|倒灌)|倒灌|管涌|水位.{0,6}(?:涨|膝盖)|内涝严重",
    ),
    ("山体 滑坡 塌方 地震 龙卷风", r"山体.{0,6}(?:裂缝|滑|松动)|滑坡|塌方|地震|龙卷风"),
    (
        "红绿灯 信号灯 侧翻 泄漏到 流到河里 散落 钢筋",
        r"(?:红绿灯|信号灯).{0,6}坏.{0,10}(?:撞|事故)|侧翻|泄漏到|流到河里|散落.{0,6}钢|钢筋.{0,6}(?:露|扎)",
    ),
    ("咬伤 一动不动 零下", r"(?:狗|犬).{0,4}咬伤|一动不动|零下.{0,12}(?:睡|露宿)"),
    ("加油站 楼道", r"加油站.{0,10}(?:烧|明火|抽烟|吸烟)|楼道.{0,8}充电.{0,10}(?:冒烟|火花|烧)"),
)
_UNREAL = re.compile(
    r"(?:担心|害怕|怕|容易|可能|隐患|防止?|以免|避免|如果|万一|一旦|预防|杜绝|宣传|演练|教育|去年|前年|曾经?|以前|发生过|报道|不会|会不会|没有发生|早日|险些|会)[^，。！？；,.!?;]{0,6}$"
)
_UNREAL_BEHIND = re.compile(
    r"[^，。！？；,.!?;]{0,4}(?:隐患|风险|赔偿|教育|宣传|预案|演练|事件报道|知识|险种|保险)"
)
_A_LITTLE = re.compile(r"[点些](?:墙)?[灰土粉渣漆皮](?!.{0,4}(?:伤|砸))")
_OPENING = 200
_LEVELS = ("critical", "urgent")
_ROWS = [
    (level, re.compile(pattern))
    for level, rows in zip(_LEVELS, (_EXTREME, _URGENT), strict=True)
    for _, pattern in rows
]
# Every core, and the row that it belongs to.
_CORES = [
    (core, number)
    for number, (cores, _) in enumerate((*_EXTREME, *_URGENT))
    for core in cores.split()
]
_ROW_OF_CORE = [number for _, number in _CORES]
_FINDER = AhoCorasick([core for core, _ in _CORES])


def urgency(text: str) -> tuple[str, float, list[str]]:
    """Code of NAMES, confidence, and the words that said so.

    One word of grave danger deep in a long story is something for a person to look at, not yet an
    alarm.
    """
    tried = _rows_in(text)
    for code in _LEVELS if tried else ():
        hits = [hit for level, pattern in tried if level == code for hit in pattern.finditer(text)]
        real = [hit for hit in hits if not _is_unreal(text, hit)]
        if real:
            hit_words = sorted({hit.group() for hit in real})
            is_aside = len(real) == 1 and real[0].start() > _OPENING
            return (
                "urgent" if is_aside else code,
                min(0.75 + 0.1 * len(hit_words), 0.95),
                hit_words[:3],
            )
    return "normal", 0.9, []


def _rows_in(text: str) -> list[tuple[str, re.Pattern[str]]]:
    """The rows that may match."""
    hits = _FINDER.find_matches_as_indexes(whole_signs(text), overlapping=True)
    numbers = {_ROW_OF_CORE[core] for core, _, _ in hits}
    return [_ROWS[number] for number in sorted(numbers)]


def _is_unreal(text: str, hit: re.Match[str]) -> bool:
    before = text[max(0, hit.start() - 12) : hit.start()]
    return bool(
        _UNREAL.search(before)
        or _UNREAL_BEHIND.match(text, hit.end())
        or _A_LITTLE.search(text, hit.start(), hit.end() + 6)
        or is_unmeant(text, hit.start(), hit.end())
    )
