"""The names of a city's places out of a text, a common noun in their stead: 拆迁安置一区停水 is
小区停水, so that a name decides nothing.
"""

from collections.abc import Mapping

from ahocorasick_rs import AhoCorasick, MatchKind


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
