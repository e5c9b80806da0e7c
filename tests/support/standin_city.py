"""Tickets of a made-up city as hard to learn as a real one, any number of them, the same for the
same seed.

Skewed labels (half of them with fewer than twenty examples in ten thousand rows), wrong labels,
near-copies that went to another unit, matters and places that come and go by month, operators'
frames, and texts that speak of two things. The words are the project's own.
"""

from bisect import bisect
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import accumulate
from random import Random

from tests.support.standin_words import (
    ASPECTS,
    CHATTER,
    DETAILS,
    DISTRICTS,
    ENDINGS,
    ESTATE_ENDINGS,
    FRAMES,
    HAPPENINGS,
    NAME_SIGNS,
    RARE_SIGNS,
    THINGS,
    TOGETHER,
)

FUNCTIONS, STREETS_A_DISTRICT, BUREAUS, CITY_UNITS = 102, 16, 18, 60
WRONG, COPIES, TWO_MATTERS, NO_PLACE, VAGUE = 0.12, 0.06, 0.20, 0.15, 0.10
UNCLEAR_WRONG, PLAIN_WRONG, FIRST_COMES_LAST = 3.3, 0.12, 0.3
MONTHS = 12
START = datetime(2025, 1, 1)


@dataclass(frozen=True)
class Row:
    """`true_function` and `true_unit`: what nobody mistook."""

    time: str
    text: str
    function: str
    unit: str
    true_function: str
    true_unit: str


@dataclass(frozen=True)
class Function:
    """A thing and an aspect of it; `level` says whose work it is: city, district or street."""

    number: int
    thing: int
    aspect: int
    level: str

    @property
    def label(self) -> str:
        return f"{THINGS[self.thing].split()[0]}-{ASPECTS[self.aspect].split()[0]}"


@dataclass
class StandInCity:
    """Call `rows(count)`: so many tickets of twelve months in the order of their times."""

    seed: int = 1
    wrong: float = WRONG
    _functions: list[Function] = field(init=False)
    _estates: list[tuple[str, int, int, int]] = field(init=False)  # name, district, street, month

    def __post_init__(self) -> None:
        dice = Random(self.seed)
        pairs = [(thing, aspect) for thing in range(len(THINGS)) for aspect in range(len(ASPECTS))]
        levels = dice.choices(["city", "district", "street"], [0.3, 0.4, 0.3], k=FUNCTIONS)
        chosen = dice.sample(pairs, FUNCTIONS)
        self._functions = [
            Function(number, *pair, level)
            for number, (pair, level) in enumerate(zip(chosen, levels, strict=True))
        ]
        # The first are named most often: none of those that come later is among them.
        self._estates = sorted(
            (self._estate(dice) for _ in range(500)), key=lambda estate: estate[3]
        )
        self._rhythm = [
            [_weight(rank) * dice.lognormvariate(0, 0.12) for _ in range(MONTHS)]
            for rank in range(FUNCTIONS)
        ]
        for late in dice.sample(range(10, FUNCTIONS), 8):
            first = dice.randint(3, 9)
            self._rhythm[late][:first] = [0.0] * first

    def rows(self, count: int, *, last: int = 1) -> list[Row]:
        """The last month has `last` times as many: what is measured there is less of a chance."""
        dice, rows = Random(f"{self.seed} {count}"), list[Row]()
        first = -(-count * (MONTHS - 1) // MONTHS)
        newest = [first + number / last for number in range((count - first) * last)]
        for number in (*range(first), *newest):
            month = int(number * MONTHS // count)
            if rows and dice.random() < COPIES:
                place = dice.randrange(max(0, int(number) - 400), int(number))
                if place >= first and last > 1:  # as old as where the month has no more than others
                    place = first + (place - first) * last + dice.randrange(last)
                rows.append(self._copy(dice, rows, place, _time(number, count)))
            else:
                rows.append(self._row(dice, month, _time(number, count)))
        return rows

    def _row(self, dice: Random, month: int, time: str) -> Row:
        function = self._drawn(dice, month)
        estate = self._place(dice, month)
        other = self._drawn(dice, month) if dice.random() < TWO_MATTERS else None
        vague = dice.random() < VAGUE
        text = self._text(dice, [function, other], estate, month, vague)
        unit = self._unit(function, estate)
        truth = function.label, unit
        # People mistake what is unclear, seldom what is plain.
        wrong = self.wrong * (UNCLEAR_WRONG if other or vague else PLAIN_WRONG)
        if dice.random() < wrong:
            function = self._confused(dice, function, month)
            unit = self._unit(function, estate)
        elif dice.random() < wrong / 2:
            unit = self._unit(function, self._place(dice, month))
        return Row(time, text, function.label, unit, *truth)

    def _copy(self, dice: Random, rows: list[Row], place: int, time: str) -> Row:
        """Somebody tells it again in nearly the same words; every other one goes elsewhere."""
        first = rows[place]
        text = first.text.replace("，", dice.choice("，。 "), 1) + dice.choice(ENDINGS)
        other = rows[dice.randrange(len(rows))]
        unit = dice.choice([first.unit, other.unit])
        return Row(time, text, first.function, unit, first.true_function, first.true_unit)

    def _drawn(self, dice: Random, month: int) -> Function:
        sums = list(accumulate(rhythm[month] for rhythm in self._rhythm))
        return self._functions[bisect(sums, dice.random() * sums[-1])]

    def _confused(self, dice: Random, function: Function, month: int) -> Function:
        near = [
            other
            for other in self._functions
            if other is not function
            and (other.thing == function.thing or other.aspect == function.aspect)
        ]
        return dice.choice(near) if near and dice.random() < 0.6 else self._drawn(dice, month)

    def _place(self, dice: Random, month: int) -> tuple[str, int, int, int]:
        known = [estate for estate in self._estates if estate[3] <= month]
        return known[int(len(known) * dice.random() ** 1.7)]

    def _text(
        self,
        dice: Random,
        functions: list[Function | None],
        estate: tuple[str, int, int, int],
        month: int,
        vague: bool,
    ) -> str:
        parts = [] if dice.random() < NO_PLACE else [self._address(dice, estate)]
        clauses = [self._matter(dice, function, month, vague) for function in functions if function]
        if dice.random() < FIRST_COMES_LAST:
            clauses.reverse()
        clauses += dice.sample(CHATTER, dice.randint(0, 3))
        clauses += [self._detail(dice) for _ in range(dice.randint(0, 4))]
        body = "，".join([*parts, *clauses])
        before, after = dice.choice(FRAMES)
        return before + body + after

    def _matter(self, dice: Random, function: Function, month: int, vague: bool) -> str:
        names, aspect = THINGS[function.thing].split(), ASPECTS[function.aspect].split()
        if vague:
            return dice.choice([dice.choice(names) + "的事", "这个" + dice.choice(aspect[1:])])
        # New words come up with the months: the later half of each list is not used at first.
        open_ = max(2, 2 + (len(aspect) - 2) * (month + 6) // (MONTHS + 5))
        pieces = [dice.choice(names), dice.choice(aspect[1:open_])]
        if dice.random() < 0.5:
            pieces.append(dice.choice(HAPPENINGS))
        return dice.choice(TOGETHER).join(pieces)

    def _detail(self, dice: Random) -> str:
        """A name or a number that says nothing of the matter, so rare that no model should
        trust it.
        """
        name = "".join(dice.choices(RARE_SIGNS, k=dice.randint(2, 3)))
        return dice.choice(DETAILS).format(name=name, number=dice.randint(1, 3000))

    def _address(self, dice: Random, estate: tuple[str, int, int, int]) -> str:
        name, district, street, _ = estate
        whole = [f"{DISTRICTS[district]}区", f"{self._street(district, street)}街道", name]
        return "".join(whole[dice.randint(0, 2) :])

    def _unit(self, function: Function, estate: tuple[str, int, int, int]) -> str:
        _, district, street, _ = estate
        if function.level == "city":
            return f"市{function.number % CITY_UNITS:02d}"
        if function.level == "district":
            return f"{DISTRICTS[district]}{function.number % BUREAUS:02d}"
        return self._street(district, street)

    def _street(self, district: int, street: int) -> str:
        signs = len(NAME_SIGNS)
        place = district * STREETS_A_DISTRICT + street
        return NAME_SIGNS[place * 7 % signs] + NAME_SIGNS[(place * 11 + 3) % signs]

    def _estate(self, dice: Random) -> tuple[str, int, int, int]:
        name = "".join(dice.sample(NAME_SIGNS, 2)) + dice.choice(ESTATE_ENDINGS)
        month = dice.choice([0] * 9 + [dice.randrange(MONTHS)])
        street = dice.randrange(STREETS_A_DISTRICT)
        return name, dice.randrange(len(DISTRICTS)), street, month


def _weight(rank: int) -> float:
    return 1 / (rank + 3) ** 1.65


def _time(number: float, count: int) -> str:
    return (START + timedelta(days=365) * number / count).strftime("%Y-%m-%d %H:%M")
