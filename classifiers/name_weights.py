"""How much the signs of three tell that they are a name: surname, and two of a given name.

From the names of jieba's dictionary against its other words (`benchmarks/name_weights.py`), in
tenths of a natural logarithm: 100 and more is hardly anything else, below 0 it is hardly a name.
"""

from functools import cache
from importlib.resources import files

_UNKNOWN = -40


def weight(name: str, surname_length: int = 1) -> int:
    """The sum of the weights of the signs of a name; of a surname of two signs its given name's."""
    surnames, given_names = tables()
    first = surnames.get(name[0], _UNKNOWN) if surname_length == 1 else 60
    return first + sum(given_names.get(sign, _UNKNOWN) for sign in name[surname_length:])


@cache
def tables() -> tuple[dict[str, int], dict[str, int]]:
    """The weights of signs as surname and in a given name."""
    surnames: dict[str, int] = {}
    given_names: dict[str, int] = {}
    path = files("classifiers").joinpath("material/name-weights.txt")
    for line in path.read_text("utf-8").splitlines():
        sign, first, own = line.split(" ")
        for table, value in ((surnames, first), (given_names, own)):
            if value != "-":
                table[sign] = int(value)
    return surnames, given_names
