"""Reports in people's own words: spoken, rambling, angry, misspelt, each with its category and its
request type.

Each of the files `voices-*.txt` is one author's, whom the others never read: what a model of the
other files makes of it tells how sure it may be of strangers.
"""

from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from random import Random
from typing import NamedTuple

_FOLDER = files("classifiers.material")
_VOICES = "voices-"
_OWN_WORDS = ("spoken-", _VOICES, "requests.txt")
TYPES = {
    "q": "consult",
    "h": "help",
    "c": "complaint",
    "r": "report",
    "s": "suggestion",
    "p": "praise",
}
_IN_PLACES = ("{name}{text}", "{text}，{name}", "我住{name}，{text}", "{text}。地址{name}")
# What stands beside a matter says where it is, not what: 地铁口有人摆摊 is no matter of the metro.
_AT_LANDMARKS = (
    "{landmark}{text}",
    "{name}{landmark}{text}",
    "{text}，在{landmark}",
    "{landmark}，{text}",
)


class SpokenLesson(NamedTuple):
    """`code` is "" where only the request type is taught; `also` is another category that a
    careful dispatcher might choose, or ""; lessons of one `lot` have one author.
    """

    code: str
    request_type: str
    text: str
    also: str
    lot: str


def spoken_lessons() -> Iterator[SpokenLesson]:
    """All of the files, in their order: `# code name` opens a category, a letter before each
    text says its type, a code behind ` | ` is the other category.
    """
    folder = sorted(_FOLDER.iterdir(), key=lambda file: file.name)
    for file in folder:
        if not file.name.startswith(_OWN_WORDS):
            continue
        lot = file.name.removesuffix(".txt") if file.name.startswith(_VOICES) else ""
        code = ""
        for line in file.read_text("utf-8").splitlines():
            if line.startswith("#"):
                code = line[1:].split()[0]
            elif line.strip():
                text, _, also = line[2:].partition(" | ")
                yield SpokenLesson(code, TYPES[line[0]], text.strip(), also.strip(), lot)


def spoken_texts(*, seed: int = 7) -> tuple[list[str], list[str], list[int]]:
    """Texts, codes and numbers of their lessons: each lesson alone, at a place, at a landmark, and
    beside what callers say about anything; those of other authors, which have places and side
    matters of their own, alone and in one other dress.
    """
    chance = Random(seed)
    background = _lines("background.txt")
    texts: list[str] = []
    codes: list[str] = []
    numbers: list[int] = []
    for number, lesson in enumerate(spoken_lessons()):
        if not lesson.code:
            continue
        text = lesson.text
        beside = "，".join(chance.sample([text, chance.choice(background)], 2))
        dresses = [_placed(text, chance), _at_landmark(text, chance), beside]
        own = [text, *(dresses if not lesson.lot else [chance.choice(dresses)])]
        texts += own
        codes += [lesson.code] * len(own)
        numbers += [number] * len(own)
    return texts, codes, numbers


def _placed(text: str, chance: Random) -> str:
    return chance.choice(_IN_PLACES).format(name=made_up_name(chance), text=text)


def _at_landmark(text: str, chance: Random) -> str:
    landmark, where = (chance.choice(part) for part in _landmark_parts())
    form = chance.choice(_AT_LANDMARKS)
    return form.format(name=made_up_name(chance), landmark=landmark + where, text=text)


def made_up_name(chance: Random) -> str:
    """A name that no city has, often of signs that also speak of matters (水, 电, 安置): such names
    teach a model to pass over those of places.
    """
    return "".join(map(chance.choice, _name_parts()))


@cache
def _name_parts() -> list[list[str]]:
    return [line.split() for line in _lines("place-names.txt")]


@cache
def _landmark_parts() -> list[list[str]]:
    return [line.split() for line in _lines("landmarks.txt")]


def _lines(name: str) -> list[str]:
    return _FOLDER.joinpath(name).read_text("utf-8").splitlines()
