"""Words that tell of a kind of danger wherever they stand in a text that tells of one: who smells
gas and hears a threat to kill needs help against both, though a reader of kinds names one.
"""

import re
from collections.abc import Sequence

from classifiers.folding import fold

MOST_KINDS = 3
# The order is the order in which further kinds are named.
_SIGNS = {
    "violence": (
        r"同归于尽|(?:一起|一块儿?|都别想|陪我|拉着?[^，。]{0,4})(?:死|完|活|上路|陪葬|垫背)"
        r"|[拿持举提挥掏握拎][着把了出起]*[^，。]{0,4}(?:[刀斧枪]|棍子|钢管|铁棍)"
        r"|手[里上中](?:还|正)?[^，。]{0,4}[刀斧枪]|[揣别亮带抄][着了出]?[^，。]{0,3}(?:[菜砍水长]?刀|匕首)"
        r"|刀[^，。]{0,3}(?:乱[砍晃]|比划|[追砍捅]人)"
        r"|(?:砍|捅|杀|掐死|打死|弄死|烧死)(?:我|你|他|她|人|全家|了?[一两三几]个?人)|往死里打"
        r"|救命[^，。]{0,4}(?:打|杀)|绑架|强奸|(?:掐|勒)[^，。]{0,4}脖子"
    ),
    "life": (
        r"割(?:了|开)?(?:手)?[腕脉]|上吊|自杀|自焚|轻生|寻短见|想不开|不想活|活够了|(?:留|写)[^，。]{0,3}遗书"
        r"|跳[楼河江桥湖海](?![价机])|往下跳|(?:一瓶|半瓶|整瓶|几十片|一把)(?:安眠药|安定)"
    ),
    "fire": (
        r"着了?(?:大)?火了?(?!锅)|起火|失火|火灾|大火|火苗|火势|明火|烧起来|烧着了|浓烟"
        r"|火(?:还)?没[^，。]{0,3}灭"
    ),
    "gas": (
        r"(?:煤气|燃气|天然气|液化气|沼气)[^，。]{0,4}(?:味|漏|泄|拧开|打开|开着|嘶|中毒)"
        r"|漏(?:煤气|燃气)"
    ),
    "explosion": (
        r"爆炸|炸了|炸药|炸弹|雷管|(?:氨气|氯气|液氨|硫酸|盐酸)[^，。]{0,4}(?:漏|泄|泼|流)"
    ),
    "water": (
        r"落水|溺水|沉下去"
        r"|(?:掉|冲|跳|滑|卷)(?:进|到|下|入)了?[^，。]{0,3}(?:河|江|湖|塘|水库|海)"
    ),
    "wire": r"触电|被电(?:倒|到|了|晕|死)|(?:电线|高压线)[^，。]{0,4}(?:断|掉|垂)",
    "collapse": (
        r"(?:楼|房|墙|桥|路面|棚|顶|架)[^，。]{0,5}(?:塌|垮)"
        r"|从[^，。]{0,8}(?:架|楼|塔|梯|窗|台|顶|高处)[^，。]{0,5}(?:掉|摔|坠|栽|跌)(?:下|了|落)"
    ),
    "trapped": r"被困|困在|(?:卡|夹|压)在[^，。]{0,8}(?:出不来|下面|里面|动不了)",
    "illness": (
        r"抽搐|抽筋翻白眼|叫不醒|喊不醒|昏迷|不省人事|没了?呼吸|没有呼吸|心脏病|心梗|晕倒|昏倒"
        r"|(?:血|流血)[^，。]{0,3}止不住|大出血|休克"
    ),
    "poisoning": (
        r"中毒|上吐下泻|(?:喝|吃|吞)了?[^，。]{0,6}(?:农药|老鼠药|百草枯|敌敌畏|安眠药|药片|蘑菇|消毒水)"
    ),
}
# Who comes to a school with a knife bullies no pupil.
_AT_SCHOOL = "pupil"
_STRONG = {kind: re.compile(signs) for kind, signs in _SIGNS.items()}
# What is denied, feared, asked or over is not there now.
_NOT_NOW = re.compile(
    r"不是|没有?(?:着|起|失|爆|中|被|出|伤)|怕|担心|万一|如果|要是|会不会|防止|预防|以免|避免|隐患|容易"
    r"|去年|前年|上次|(?<![晚早路])上回|以前|之前|曾经|当年|听说|演[练习]|扑灭了|灭了火|已经灭|救上来|救出来|找到了"
)
_CLAUSE = re.compile(r"[^，。！？；、,.!?;\s]+")


def with_signed_kinds(kinds: Sequence[str], text: str) -> tuple[str, ...]:
    """The kinds of a danger and those that a clause of the text names beyond doubt; of the two
    likeliest the one that is named so comes first.
    """
    clauses = [clause for clause in _CLAUSE.findall(fold(text)) if not _NOT_NOW.search(clause)]
    signed = [kind for kind, signs in _STRONG.items() if any(map(signs.search, clauses))]
    ranked = sorted(kinds, key=lambda kind: kind not in signed)
    if "violence" in signed and ranked[:1] == [_AT_SCHOOL]:
        ranked.insert(0, "violence")
    return tuple(dict.fromkeys((*ranked, *signed)))[:MOST_KINDS]
