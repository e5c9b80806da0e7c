"""Whether a complaint is told in anger: whoever is angry wants no leaflet."""

import re

from classifiers.folding import fold

_ANGER = re.compile(
    r"气死|气炸|气愤|愤怒|忍无可忍|受够了|流氓|骗子|坑人|坑老百姓|黑心|无耻|可恶|混[账蛋]|缺德|欺[负人]"
    r"|太过[分了]|什么(?:态度|东西|破)|穿一条裤子|是死人|吃干饭|强烈不满|推来推去|踢皮球|敷衍|糊弄|没人管|不管不顾"
    r"|讨(?:个)?说法|严肃处理|闹到底|[!！]{2}"
)


def is_angry(text: str) -> bool:
    return _ANGER.search(fold(text)) is not None
