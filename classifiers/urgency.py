"""How soon somebody must act: 一般 (needs inquiry), 紧急 (hard to repair later), 特急 (the same, with grave consequence)."""

import re

NAMES = {"normal": "一般", "urgent": "紧急", "extreme": "特急"}

_EXTREME = re.compile(
    r"跳楼|轻生|自杀|割腕|不想活|想死|寻短见|着火|起火|失火|火灾|爆炸|(?:燃气|煤气|天然气|液化气|液氯|氨气).{0,6}(?:泄漏|泄露|漏气|味)"
    r"|漏气|漏电|触电|被困|困在|坍塌|垮塌|塌方|溺水|落水|掉进|中毒|昏迷|晕倒|生命危险|救命|持刀|砍人|绑架|劫持"
)
_URGENT = re.compile(
    r"(?:电线|电缆|高压线).{0,6}(?:掉落|断|垂)|井盖.{0,6}(?:缺失|丢失|不见|没了|被盗)|缺少?井盖|爆管|水管爆|大面积停[水电]|停[水电].{0,6}(?:一整天|两天|三天)"
    r"|路面.{0,4}(?:塌陷|下陷)|地面塌陷|随时.{0,6}(?:倒|塌|掉|脱落)|高空坠物|外墙.{0,6}脱落|消防通道.{0,8}(?:堵|占)|聚集|讨薪|堵门|堵路|走失|急病|孕妇.{0,6}(?:停水|停电)"
)


def urgency(text: str) -> tuple[str, float, list[str]]:
    """Code of NAMES, confidence, and the words that said so."""
    for code, pattern in (("extreme", _EXTREME), ("urgent", _URGENT)):
        hits = sorted({match.group() for match in pattern.finditer(text)})
        if hits:
            return code, min(0.7 + 0.1 * len(hits), 0.95), hits[:3]
    return "normal", 0.9, []
