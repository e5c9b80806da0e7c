"""Weights of signs as surname and in given names, from the dictionary of jieba (MIT).

    python -m benchmarks.name_weights --write

Of each sign: how much more often it begins, or stands in, one of the 48,000 names of three signs
there than it stands in other words, as ten times the natural logarithm. `--write` writes
classifiers/material/name-weights.txt.
"""

import math
from collections import Counter
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import click

from classifiers.name_words import SURNAMES

WEIGHTS = Path("classifiers/material/name-weights.txt")
_LENGTH = 3
# A sign that no word has is taken to stand this often among 60 million.
_UNSEEN = 50
# Below these a sign tells against a name so much that no more need be known.
_LEAST_SURNAME, _LEAST_GIVEN = -20, -20
# Of a sign in fewer given names nothing is known.
_FEWEST = 3


def weights() -> Iterator[str]:
    """Lines of sign, weight as surname and weight in a given name; - where it has none."""
    surnames, given_names, others = _counts()
    total, names = others.total(), surnames.total()
    for sign in sorted(set(SURNAMES) | set(given_names)):
        usual = math.log((others[sign] + _UNSEEN) / total)
        first = 10 * (math.log((surnames[sign] + 0.3) / (names + 100)) - usual)
        own = 10 * (math.log((given_names[sign] + 0.3) / (2 * names + 500)) - usual)
        as_surname = sign in SURNAMES and first >= _LEAST_SURNAME
        as_given = given_names[sign] >= _FEWEST and own >= _LEAST_GIVEN
        if as_surname or as_given:
            yield (
                f"{sign} {round(first) if as_surname else '-'} {round(own) if as_given else '-'}"
            )


def _counts() -> tuple[Counter[str], Counter[str], Counter[str]]:
    surnames: Counter[str] = Counter()
    given_names: Counter[str] = Counter()
    others: Counter[str] = Counter()
    for line in files("jieba").joinpath("dict.txt").read_text("utf-8").splitlines():
        word, frequency, kind = line.split()
        if kind == "nr" and len(word) == _LENGTH and word[0] in SURNAMES:
            surnames[word[0]] += 1
            given_names.update(word[1:])
        elif not kind.startswith("nr"):
            for sign in word:
                others[sign] += int(frequency)
    return surnames, given_names, others


@click.command()
@click.option("--write", is_flag=True, help="Write the file instead of printing it.")
def main(write: bool) -> None:
    text = "\n".join(weights()) + "\n"
    if write:
        WEIGHTS.write_text(text, "utf-8")
    else:
        click.echo(text, nl=False)


if __name__ == "__main__":
    main()
