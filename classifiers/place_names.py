"""The names of a city's places out of a text, a common noun in their stead: 拆迁安置一区停水 is
小区停水, so that a name decides nothing.
"""

import re
from collections.abc import Mapping

from ahocorasick_rs import AhoCorasick, MatchKind

# An estate that is called after why it was built: its name is no matter of demolition.
_RESETTLED = re.compile(
    "(?:(?:拆迁|征收|征迁|回迁|动迁|还建)?(?:安置|还建|回迁)(?:小?区|房|点|社区)?的?)?[\u4e00-\u9fff]{0,3}"
    "(?:安置|还建|回迁)(?:(?=小区|社区|家园|花园|新村)|[一二三四五六七八九十]区)"
)
_OF_DEMOLITION = re.compile(
    "补偿|过渡费|分房|选房|摇号|交房|协议|回迁房|征收|拆[迁了除](?!安置)|面积|房票|搬进|入住"
)


def without_resettlement(text: str) -> str:
    """The folded `text` with a plain name for such an estate, unless resettlement is its matter."""
    if not any(name in text for name in ("安置", "还建", "回迁")):
        return text
    plainer = _RESETTLED.sub("", text)
    return text if _OF_DEMOLITION.search(plainer) else plainer


class PlaceNames:
    """`nouns` is the noun that stands for each name, as `folding.fold` writes both."""

    def __init__(self, nouns: Mapping[str, str]) -> None:
        self._nouns = list(nouns.values())
        names = list(nouns)
        self._finder = AhoCorasick(names, matchkind=MatchKind.LeftmostLongest) if names else None

    def replaced(self, text: str) -> str:
        """The folded `text` with its names replaced."""
        if self._finder is None:
            return text
        parts, done = [], 0
        for number, start, end in self._finder.find_matches_as_indexes(whole_signs(text)):
            parts += [text[done:start], self._nouns[number]]
            done = end
        return "".join([*parts, text[done:]]) if parts else text


def whole_signs(text: str) -> str:
    """Half characters, which the finder refuses, as one sign each."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text
