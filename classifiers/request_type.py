"""What the caller wants: 咨询 求助 投诉 举报 建议 表扬, by the words that say so."""

import re

NAMES = {
    "consult": "咨询",
    "help": "求助",
    "complaint": "投诉",
    "report": "举报",
    "suggestion": "建议",
    "praise": "表扬",
}

# (type, weight, pattern): the weights of all hits are added up; a tie goes to the type that stands first in NAMES.
_CUES = tuple(
    (kind, weight, re.compile(pattern))
    for kind, weight, pattern in (
        ("consult", 3.0, r"咨询|请问|想问|想了解|想知道|询问|怎么办理|如何办理|需要什么(?:材料|手续|条件)|什么时候(?:能|可以|开始)"),
        ("consult", 1.0, r"[吗呢]?[?？]|是否|怎么|如何|能否|可否|多少钱|什么政策|哪里"),
        ("complaint", 3.0, r"投诉|维权|讨个?说法|强烈不满|太过分|严重扰民"),
        ("complaint", 1.0, r"扰民|拖欠|不作为|乱收费|不给|拒绝|无人管|没人管|态度恶劣|欺骗|不合理|不退|推诿"),
        ("report", 3.5, r"举报|检举|揭发"),
        ("report", 1.0, r"非法|违法|违规|无证|偷排|私自|贪污|受贿|赌博|传销|造假"),
        ("help", 2.5, r"求助|帮帮|救救|请求帮助|帮忙|急需|求解决"),
        ("help", 1.0, r"希望.{0,12}(?:解决|处理|维修|修复|恢复)|困难|恳请|请求|请.{0,8}(?:派人|尽快|维修|处理)|停水|停电|坏了|漏水"),
        ("suggestion", 3.0, r"建议|提议|倡议|呼吁"),
        ("suggestion", 0.8, r"希望.{0,12}(?:增设|增加|改进|优化|完善|开通|加强)|最好能|不妨"),
        ("praise", 4.0, r"表扬|点赞|锦旗|特此感谢|衷心感谢|非常感谢.{0,20}(?:帮助|工作|同志|师傅)|拾金不昧|感谢信"),
    )
)  # fmt: skip


def request_type(text: str) -> tuple[str, float, list[str]]:
    """Code of NAMES, share of the weight of all hits that it holds, and the words that said so.

    Without any hint a report asks for help.
    """
    weights: dict[str, float] = dict.fromkeys(NAMES, 0.0)
    words: dict[str, list[str]] = {kind: [] for kind in NAMES}
    for kind, weight, pattern in _CUES:
        hits = set(pattern.findall(text))
        weights[kind] += weight * min(len(hits), 3)
        words[kind] += sorted(hits)
    total = sum(weights.values())
    if not total:
        return "help", 0.4, []
    best = max(weights, key=lambda kind: weights[kind])
    return best, weights[best] / total, words[best][:3]
