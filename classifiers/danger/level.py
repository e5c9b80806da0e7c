"""Urgency and danger know of each other: a danger is 特急, and a word of danger that the reader
does not believe raises no alarm.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from classifiers.danger.afterwards import LONGEST as LONGEST_AFTERWARDS
from classifiers.danger.afterwards import (
    hurt_nobody,
    thanks_for_rescue,
    told_again,
    without_long_ago,
)
from classifiers.danger.bare import bare
from classifiers.danger.bearing_out import BETWEEN, is_borne_out
from classifiers.danger.calming import asks_to_be_taught, calmed
from classifiers.danger.over import is_of_before, is_over
from classifiers.danger.reader import LONG, MEDIUM, THRESHOLD, Danger, danger_reader
from classifiers.danger.rounds import Reading, in_rounds
from classifiers.danger.scenes import Scene, scene_of
from classifiers.danger.strong_signs import MOST_KINDS, with_signed_kinds
from classifiers.danger.supply import only_supply_fails
from classifiers.danger.unframed import unframed
from classifiers.danger.views import LONGEST_TEXT
from classifiers.folding import as_written, fold
from classifiers.plain_text import plain, together
from classifiers.urgency import urgency

# From here on a sign of the city is enough; below, an extreme word is one of speech.
DOUBT = 0.1
_OF_SPEECH = 0.03
_ASIDE = 0.005
_ALONE = 0.75
_SCENE = 0.9
_BARE = 0.6
_OF_SENTENCE = 0.96  # a letter's beginning and end tell of other things
_LETTER_DOUBT = 0.005
_OF_MANY_SENTENCES = 80  # such a report tells of several things, as a letter does
_OF_CLAUSES = 0.9
_SENTENCE_READ = 90
_DATED = re.compile(r"\d{2,4}年|\d{1,2}月\d{1,2}[日号]")  # a letter that tells what happened then
# A sentence of a letter that compares, argues, complains of what lasts, accuses or tells a story.
_ARGUES = re.compile(
    r"好像|好比|犹如|如同|何况|怎忍心|怎能|难道|岂|试问|控告|长期|长年|常年|多年|每日|日夜|经常|时常|屡"
    r"|当时|后来|那时|事后|事发|曾|导致|造成|从而|说起|据说|听说|可想而知|后果|隐患|一旦|如果|万一"
    r"|若|假如|要是|差点|险些|酿成|早晚要|迟早|去年|前年|上个?月|几年前|前几年|当年|那年|昔日|当天|当晚|抢救"
    r"|群[里内]|有待|官方消息|电视|报道|报纸|新闻|馅饼|大量|标准|规定|职称|令人|让人|会自[己行]?灭"
)
# What falls, shuts in or strikes does so once; gas and fire go on though nobody is hurt yet.
_OF_A_MOMENT = frozenset({"collapse", "trapped", "illness", "violence", "water"})
# Who tells of a court, of the news or of last year tells a story: each sentence stands alone.
_STORY = re.compile(rf"{_DATED.pattern}|报道|听说|据说|法院|判决|去年|前年|上个月|昔日")
_LEAST_OF_SENTENCE = 8
_SENTENCE = re.compile(r"[。！？!?；;\n]+")

Level = tuple[str, float, list[str]]


def level_with_danger(text: str, city_signs: Mapping[str, Sequence[str]]) -> tuple[Level, Danger]:
    """Urgency as `classifiers.urgency` gives it, and the danger.

    city_signs   kind of danger -> words by which a city knows it: they decide in doubt, and of
                 which kind a danger is
    """
    return levels_with_danger([text], city_signs)[0]


def levels_with_danger(
    texts: Sequence[str], city_signs: Mapping[str, Sequence[str]]
) -> list[tuple[Level, Danger]]:
    """The same of many texts, several times as fast."""
    return in_rounds([_level_of_text(text, city_signs) for text in texts])


def _level_of_text(
    text: str, city_signs: Mapping[str, Sequence[str]]
) -> Reading[tuple[Level, Danger]]:
    form = _without_frame(together(plain(text).strip()))
    level, danger = yield from _level_of_form(form, city_signs)
    if form == text:
        return level, danger
    return (*level[:2], _as_written(level[2], text)), replace(
        danger, words=tuple(_as_written(danger.words, text))
    )


def _without_frame(form: str) -> str:
    """The wish to be taught is no frame: it says that nothing happened."""
    inner = unframed(form)
    return form if inner != form and asks_to_be_taught(form) else inner


def _level_of_form(
    text: str, city_signs: Mapping[str, Sequence[str]]
) -> Reading[tuple[Level, Danger]]:
    read = yield from _level_with_danger(text, city_signs)
    if scene := scene_of(text):
        return _in_scene(text, scene, read[1])
    if again := told_again(text):
        now = yield from _level_of_form(again, city_signs)
        if now[1].is_danger:
            return now
    if read[0][0] == "normal" and not read[1].is_danger:
        return read
    calm = calmed(text)
    level, danger = read if calm == text else (yield from _level_with_danger(calm, city_signs))
    if danger.kinds[:1] == ("missing",) and is_over(text):  # who was missed is home
        return ("normal", level[1], []), Danger(danger.chance)
    if danger.is_danger and (yield from _is_told_afterwards(calm, danger, city_signs)):
        return ("normal", level[1], []), Danger(danger.chance)
    return level, _with_every_kind(danger, calm) if danger.is_danger else danger


def _is_told_afterwards(
    text: str, danger: Danger, city_signs: Mapping[str, Sequence[str]]
) -> Reading[bool]:
    """Of a text with a time long ago the rest is read by itself."""
    if len(text) > LONGEST_AFTERWARDS:
        return False
    if thanks_for_rescue(text) or (danger.kinds[0] in _OF_A_MOMENT and hurt_nobody(text)):
        return True
    rest = without_long_ago(text)
    if rest == text:
        return False
    _, of_rest = yield from _level_with_danger(rest, city_signs)
    return not of_rest.is_danger


def _in_scene(text: str, scene: Scene, read: Danger) -> tuple[Level, Danger]:
    """What the scene is told with is `read` too, but cannot calm it."""
    kinds = tuple(dict.fromkeys((scene.kind, *with_signed_kinds(read.kinds, text))))[:MOST_KINDS]
    shown = read.words or (scene.sign,)
    danger = Danger(max(read.chance, _SCENE), True, kinds, shown)
    return ("critical", danger.chance, list(shown)), danger


def _with_every_kind(danger: Danger, text: str) -> Danger:
    """Of a letter only what may alarm is read for further kinds: it tells of other things too."""
    if len(text) > LONG:
        sentences = _SENTENCE.split(text[:LONGEST_TEXT])
        text = "。".join(sentence for sentence in sentences if _may_alarm(sentence))
    return replace(danger, kinds=with_signed_kinds(danger.kinds, text))


def _as_written(form_words: Sequence[str], text: str) -> list[str]:
    return [as_written(word, text) for word in form_words]


def _level_with_danger(
    text: str, city_signs: Mapping[str, Sequence[str]]
) -> Reading[tuple[Level, Danger]]:
    level, sure, level_words = urgency(text)
    danger = yield from _read(text, level, level_words)
    if danger.is_danger and only_supply_fails(text):
        return (level, sure, level_words), Danger(danger.chance)
    if not danger.is_danger and danger.chance > 0 and (rest := bare(text)) not in ("", text):
        again = yield from _read(rest, level, level_words)
        least = THRESHOLD if danger.chance >= THRESHOLD else _BARE
        danger = again if again.is_danger and again.chance >= least else danger
    if city_signs and danger.chance >= DOUBT:
        danger = _signed(danger, fold(text), city_signs)
    if danger.is_danger:
        return ("critical", max(danger.chance, 0.5), list(danger.words)), danger
    if level == "critical":
        if danger.chance < _OF_SPEECH:
            return ("normal", 0.9, []), danger
        level = "urgent"
    if level == "urgent" and (is_over(text) or thanks_for_rescue(text)):
        return ("normal", sure, []), danger
    return (level, sure, level_words), danger


def _read(text: str, level: str, level_words: Sequence[str]) -> Reading[Danger]:
    danger = yield from _read_whole(text, level, level_words)
    if not danger.is_danger or (yield from is_borne_out(text, danger)):
        return danger
    return Danger(danger.chance)


def _read_whole(text: str, level: str, level_words: Sequence[str]) -> Reading[Danger]:
    (danger,) = yield [(text, level)]
    calm = replace(danger, is_danger=False, kinds=(), words=())
    if len(text) > LONG and (not danger.is_danger or _STORY.search(text)):
        return (yield from _in_letter(text, level, calm))
    if len(text) > _OF_MANY_SENTENCES and not danger.is_danger:
        danger = yield from _in_letter(text, level, calm)
    if len(text) > MEDIUM and not danger.is_danger:
        danger = yield from _in_clauses(text, danger)
    if level == "critical" and not danger.is_danger:
        return (yield from _said_aside(text, level_words, danger))
    return danger


def _in_letter(text: str, level: str, danger: Danger) -> Reading[Danger]:
    """A danger that one sentence of a letter tells of: believed where it would be far from doubt
    by itself and has a word of a matter.
    """
    if danger.chance < _LETTER_DOUBT and level != "critical":
        return danger
    sentences = [part for part in _SENTENCE.split(text[:LONGEST_TEXT]) if part.strip()]
    worst = yield from _worst_of(sentences, _OF_SENTENCE, danger)
    return danger if worst.is_danger and is_of_before(text, worst.kinds, worst.words) else worst


def _in_clauses(text: str, danger: Danger) -> Reading[Danger]:
    """The same of a report between calm clauses, by each clause and each two neighbours."""
    if danger.chance < THRESHOLD:
        return danger
    clauses = [clause for clause in BETWEEN.split(text) if clause]
    pairs = ["，".join(pair) for pair in pairwise(clauses)]
    return (yield from _worst_of([*clauses, *pairs], _OF_CLAUSES, danger))


def _worst_of(parts: Sequence[str], least: float, danger: Danger) -> Reading[Danger]:
    """The most alarming part that is believed by itself, else `danger`."""
    alarming = [part for part in parts if _may_alarm(part)]
    read = (yield [(part, urgency(part)[0]) for part in alarming]) if alarming else []
    worst = max(read, key=lambda each: each.chance, default=danger)
    return worst if worst.is_danger and worst.chance >= least else danger


def _may_alarm(sentence: str) -> bool:
    if len(sentence) > _SENTENCE_READ or _DATED.search(sentence) or _ARGUES.search(sentence):
        return False
    if not danger_reader().names_grave_matter(sentence):
        return False
    return len(sentence.strip()) >= _LEAST_OF_SENTENCE or urgency(sentence)[0] == "critical"


def _said_aside(text: str, level_words: Sequence[str], danger: Danger) -> Reading[Danger]:
    """A danger told beside another matter: believed where its clause alone is alarming."""
    if danger.chance < _ASIDE:
        return danger
    clauses = [clause for clause in BETWEEN.split(text) if any(map(clause.count, level_words))]
    read = yield [(clause, "critical") for clause in clauses]
    alone = max(read, key=lambda each: each.chance, default=danger)
    return alone if alone.chance >= _ALONE else danger


def _signed(danger: Danger, text: str, city_signs: Mapping[str, Sequence[str]]) -> Danger:
    hits = {kind: [sign for sign in signs if sign in text] for kind, signs in city_signs.items()}
    best = max(hits, key=lambda kind: len(hits[kind]))
    if not hits[best]:
        return danger
    kinds = dict.fromkeys((best, *danger.kinds))
    shown = dict.fromkeys((*hits[best], *danger.words))
    return replace(danger, is_danger=True, kinds=tuple(kinds)[:2], words=tuple(shown)[:3])
