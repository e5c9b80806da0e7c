"""From the words of a caller to the place of the matter."""

import re
from collections.abc import Iterable

from classifiers.folding import fold
from routing.chains import Chain, chains
from routing.clues import Role
from routing.location import Location, Mention
from routing.matcher import NameIndex
from routing.names import AREAS, DISTRICTS, entries
from routing.plausible import cut_from_a_longer_word, is_weak, used_as_place
from routing.spelling import SpellingIndex
from routing.tables import Area, Place
from routing.whereabouts import Whereabouts

_SPELLING_WINDOW = 2000
# 鼓 楼 新 村: signs that blanks part.
_PARTED = re.compile(
    r"(?<![^\s，。、；：,.:;])[\u4e00-\u9fff](?:[ \u3000][\u4e00-\u9fff]){2,}(?![\u4e00-\u9fff])"
)


class Gazetteer:
    """Areas and places of a city, ready to be found in texts."""

    def __init__(self, areas: Iterable[Area], places: Iterable[Place]) -> None:
        areas = tuple(areas)
        self._entries = entries(areas, places)
        self._index = NameIndex(self._entries)
        names = {
            name: entry.kind
            for name, entry in self._entries.items()
            if not (entry.bare or is_weak(name))
        }
        self._spelling = SpellingIndex(
            (name for name, kind in names.items() if kind not in DISTRICTS),
            heard_only=frozenset(name for name, kind in names.items() if kind in AREAS),
        )
        self._whereabouts = Whereabouts({area.code: area.name for area in areas})
        self._codes = {
            name: area.code for area in areas for name in (area.code, area.name, *area.aliases)
        }
        self._parents = {area.code: area.parent for area in areas}

    def mentions(self, text: str) -> list[Mention]:
        """Known names in the order of the text, longest first where they overlap, without
        ordinary words.
        """
        folded = fold(text)
        hits = self._index.find(folded)
        ends, starts = {end for _, end in hits}, {start for start, _ in hits}
        mentions = []
        for start, end in hits:
            name = folded[start:end]
            entry = self._entries[name]
            weak = (entry.bare or is_weak(name)) and start not in ends and end not in starts
            if (weak and not used_as_place(folded, start, end)) or cut_from_a_longer_word(
                folded, end
            ):
                continue
            mentions.append(
                Mention(start, end, text[start:end], entry.name, entry.kind, entry.spots)
            )
        return mentions

    def misspelt(self, text: str) -> list[Mention]:
        """Names with one wrong, missing or extra character, or written by sound.

        None that `mentions` finds.
        """
        mentions = []
        for guess in self._spelling.find(fold(text[:_SPELLING_WINDOW])):
            known = [self._entries[name] for name in guess.names]
            spots = tuple(spot for entry in known for spot in entry.spots)
            surface = text[guess.start : guess.end]
            mentions.append(
                Mention(
                    guess.start,
                    guess.end,
                    surface,
                    known[0].name,
                    known[0].kind,
                    spots,
                    guess.likeness,
                )
            )
        return mentions

    def locate(self, text: str, address: str = "", district: str = "") -> Location:
        """Where the matter happens.

        `district` is a code or a name; codes in the answer, "" when unknown.
        """
        text, address = _joined(fold(text)), _joined(fold(address))
        addresses = self._chains(address, address=True) + self._chains(text)
        return self._whereabouts.settle(addresses, text, self._district(district))

    def _chains(self, text: str, *, address: bool = False) -> list[Chain]:
        if not text:
            return []
        mentions = self.mentions(text)
        addresses = chains(text, mentions, address=address)
        if any(chain.precise and chain.role >= Role.NEUTRAL for chain in addresses):
            return addresses
        guesses = [guess for guess in self.misspelt(text) if _apart(guess, mentions)]
        if not guesses:
            return addresses
        return chains(
            text, sorted(mentions + guesses, key=lambda mention: mention.start), address=address
        )

    def _district(self, district: str) -> str:
        code = self._codes.get(district.strip(), "") if district else ""
        return self._parents.get(code) or code


def _joined(text: str) -> str:
    return (
        _PARTED.sub(lambda parted: parted.group().replace(" ", ""), text) if " " in text else text
    )


def _apart(guess: Mention, mentions: list[Mention]) -> bool:
    """The guess reads nothing that is already understood."""
    return all(
        guess.end <= mention.start or mention.end <= guess.start
        for mention in mentions
        if mention.likeness == 1.0
    )
