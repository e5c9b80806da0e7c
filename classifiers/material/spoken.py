"""Reports in people's own words: spoken, rambling, angry, misspelt, each with its category and its
request type.
"""

from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from random import Random
from typing import NamedTuple

_FOLDER = files("classifiers.material")
TYPES = {
    "q": "consult",
    "h": "help",
    "c": "complaint",
    "r": "report",
    "s": "suggestion",
    "p": "praise",
}
_IN_PLACES = ("{name}{text}", "{text}，{name}", "我住{name}，{text}", "{text}。地址{name}")


class SpokenLesson(NamedTuple):
    """`code` is "" where only the request type is taught."""

    code: str
    request_type: str
    text: str


def spoken_lessons() -> Iterator[SpokenLesson]:
    """All of the files, in their order: `# code name` opens a category, a letter before each
    text says its type.
    """
    folder = sorted(_FOLDER.iterdir(), key=lambda file: file.name)
    for file in folder:
        if not (file.name.startswith("spoken-") or file.name == "requests.txt"):
            continue
        code = ""
        for line in file.read_text("utf-8").splitlines():
            if line.startswith("#"):
                code = line[1:].split()[0]
            elif line.strip():
                yield SpokenLesson(code, TYPES[line[0]], line[2:].strip())


def spoken_texts(*, seed: int = 7) -> tuple[list[str], list[str]]:
    """Texts and codes: each lesson alone, twice at a place, and twice beside what callers say about
    anything.
    """
    chance = Random(seed)
    background = _FOLDER.joinpath("background.txt").read_text("utf-8").splitlines()
    texts: list[str] = []
    codes: list[str] = []
    for code, _, text in spoken_lessons():
        if not code:
            continue
        placed = [
            chance.choice(_IN_PLACES).format(name=made_up_name(chance), text=text) for _ in range(2)
        ]
        beside = ["，".join(chance.sample([text, chance.choice(background)], 2)) for _ in range(2)]
        texts += [text, *placed, *beside]
        codes += [code] * (1 + len(placed) + len(beside))
    return texts, codes


def made_up_name(chance: Random) -> str:
    """A name that no city has, often of signs that also speak of matters (水, 电, 安置): such names
    teach a model to pass over those of places.
    """
    return "".join(map(chance.choice, _name_parts()))


@cache
def _name_parts() -> list[list[str]]:
    lines = _FOLDER.joinpath("place-names.txt").read_text("utf-8").splitlines()
    return [line.split() for line in lines]
