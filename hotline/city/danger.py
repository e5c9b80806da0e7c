"""danger.csv of a pack: for each kind of danger by what it is known, what to say, whom to call, and
which units are told in which order.
"""

import re
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from classifiers.danger.kinds import NAMES
from hotline.city.cells import PackRow, unique
from hotline.city.reading import PackTable
from routing.tables import Unit

FILE = "danger.csv"
DANGER = FILE, "kind call say units", "name signs note"
LONGEST = 200
# Of kinds that a city has no row for.
USUAL_SAY = "请先保护好自己，离开危险的地方，再拨打上面的电话。"
_CLAUSE = re.compile(r"[^，。；？！]+[，。；？！]?")
_SPEAKER = re.compile(r"我|挂电话|按键|请人过去")
_PHONE = re.compile(r"[0-9]{3,12}(?:-[0-9]{1,8})?")


@dataclass(frozen=True, slots=True)
class EmergencyNumber:
    """`phone` to dial and `name` of who answers."""

    phone: str
    name: str


@dataclass(frozen=True, slots=True)
class DangerPlan:
    """What a city does about one kind of danger.

    signs   words of the place that decide in doubt
    units   codes, the first leads; a unit of a district stands for that of the place
    """

    kind: str
    name: str
    signs: tuple[str, ...]
    numbers: tuple[EmergencyNumber, ...]
    say: str
    units: tuple[str, ...]

    @property
    def printed(self) -> str:
        """`say` as it may stand where nobody is on the line: without what a person says of
        themselves or of a call.
        """
        clauses = [part for part in _CLAUSE.findall(self.say) if not _SPEAKER.search(part)]
        text = "".join(clauses).rstrip("，；")
        return f"{text}。" if text and text[-1] not in "。？！" else text


USUAL_NUMBERS = (
    EmergencyNumber("110", "报警"),
    EmergencyNumber("119", "消防"),
    EmergencyNumber("120", "急救"),
    EmergencyNumber("12356", "心理援助"),
)


def usual_plan(kind: str) -> DangerPlan:
    """What counts for a kind that the pack does not name: the numbers of the country, no units."""
    return DangerPlan(kind, NAMES[kind], (), USUAL_NUMBERS, USUAL_SAY, ())


def joined(plans: Sequence[DangerPlan]) -> DangerPlan:
    """One plan of dangers that are there together, the likeliest first: what to say in each, each
    number once, and the first unit of the others behind the units of the first.
    """
    numbers: dict[str, EmergencyNumber] = {}
    for number in chain.from_iterable(plan.numbers for plan in plans):
        numbers.setdefault(number.phone, number)
    first, others = plans[0], plans[1:]
    leads = [unit for plan in others for unit in plan.units[:1]]
    return replace(
        first,
        name="、".join(plan.name for plan in plans),
        numbers=tuple(numbers.values()),
        say="".join(dict.fromkeys(plan.say for plan in plans)),
        units=tuple(dict.fromkeys((*first.units, *leads))),
    )


def read_danger(table: PackTable, units: Mapping[str, Unit] | None) -> tuple[DangerPlan, ...]:
    unique(table.rows, "kind")
    return tuple(_plan(row, units) for row in table.rows)


def without_strangers(plans: Iterable[DangerPlan], units: Container[str]) -> tuple[DangerPlan, ...]:
    """The plans with only these units."""
    return tuple(
        replace(plan, units=tuple(code for code in plan.units if code in units)) for plan in plans
    )


def _plan(row: PackRow, units: Mapping[str, Unit] | None) -> DangerPlan:
    kind, say = row.choice("kind", tuple(NAMES)), row.required("say")
    if len(say) > LONGEST:
        row.fault("say", f"有 {len(say)} 个字", f"请控制在 {LONGEST} 字以内，接电话时要能念完")
    codes = row.items("units")
    if not codes:
        row.fault("units", "为空", "请按先后填写 units.csv 中的编码，第一个主办")
    for code in codes:
        if units is not None and code not in units:
            remedy = "请填 units.csv 中的编码，多个用空格分开"
            row.fault("units", "在 units.csv 中不存在", remedy, value=code)
    name = row["name"] or NAMES.get(kind, kind)
    return DangerPlan(kind, name, row.items("signs"), _numbers(row), say, codes)


def _numbers(row: PackRow) -> tuple[EmergencyNumber, ...]:
    """Entries like 119消防."""
    row.required("call")
    numbers = []
    for entry in row.items("call"):
        phone = _PHONE.match(entry)
        if phone is None:
            remedy = "先写号码后写名称，如 119消防，多个用空格分开"
            row.fault("call", "不以电话号码开头", remedy, value=entry)
            continue
        numbers.append(EmergencyNumber(phone.group(), entry[phone.end() :].strip("（）() ")))
    return tuple(numbers)
