"""The five elements of a report (五要素): who, when, where, what, cause.

Which are missing, and what to ask, once and whole.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from classifiers import element_words
from classifiers.times.expression import SpokenTime

NAMES = {"who": "人物", "when": "时间", "where": "地点", "what": "事情", "cause": "原因"}
_ASKED = ("where", "when", "who", "what", "cause")


@dataclass(frozen=True, slots=True)
class Element:
    """An element and where the text tells it: `text` stands at `start`:`stop`; -1 for what a
    field of the sheet says.
    """

    kind: str
    text: str
    start: int
    stop: int


@dataclass(frozen=True, slots=True)
class Missing:
    kind: str
    name: str
    question: str


@dataclass(frozen=True, slots=True)
class Elements:
    present: tuple[Element, ...]
    missing: tuple[Missing, ...]

    @property
    def question(self) -> str:
        """All that is missing, in one sentence for the phone; "" when nothing is."""
        if len(self.missing) < 2:
            return "".join(gap.question for gap in self.missing)
        return "请一并问清：" + " ".join(
            f"{number}. {gap.question}" for number, gap in enumerate(self.missing, 1)
        )


def read_elements(
    text: str,
    *,
    request_type: str = "",
    times: Sequence[SpokenTime] = (),
    places: Sequence[tuple[int, int]] = (),
    address: str = "",
    caller: str = "",
    occurred: str = "",
) -> Elements:
    """`times` as `find_times` reads them, `places` the known names in the text (start, stop).

    Fields where they are filled.
    """
    where = element_words.addresses(text, places)
    known = [(time.start, time.stop) for time in times] + [span[1:] for span in where]
    elements = [
        *_field("where", address),
        *_field("who", caller),
        *_of("who", element_words.people(text)),
        *_field("when", occurred),
        *_when(text, times),
        *_of("where", where),
        *_of("what", element_words.matter(text, known)),
        *_of("cause", element_words.causes(text)),
    ]
    kinds = {element.kind for element in elements}
    questions = {
        "where": "" if "where" in kinds else _ask_where(text, request_type),
        "when": "" if "when" in kinds else _ask_when(request_type, times),
        "who": _ask_who(text, request_type, elements),
        "what": "" if "what" in kinds else "具体发生了什么事，希望怎样解决？",
        "cause": "" if "cause" in kinds else _ask_cause(text, request_type),
    }
    missing = tuple(
        Missing(kind, NAMES[kind], questions[kind]) for kind in _ASKED if questions[kind]
    )
    return Elements(
        tuple(sorted(elements, key=lambda element: (element.start, element.stop))), missing
    )


def _field(kind: str, value: str) -> list[Element]:
    return [Element(kind, value.strip(), -1, -1)] if value.strip() else []


def _of(kind: str, spans: Sequence[element_words.Span]) -> list[Element]:
    return [Element(kind, *span) for span in spans]


def _when(text: str, times: Sequence[SpokenTime]) -> list[Element]:
    elements = [
        Element("when", time.text, time.start, time.stop)
        for time in times
        if time.known or time.end
    ]
    return elements or _of("when", element_words.now(text))


def _ask_where(text: str, request_type: str) -> str:
    if request_type in ("consult", "suggestion", "praise") or element_words.is_placeless(text):
        return ""
    return "在哪个区县、哪条路或哪个小区，门牌或楼栋是多少？"


def _ask_when(request_type: str, times: Sequence[SpokenTime]) -> str:
    if request_type in ("consult", "suggestion"):
        return ""
    unclear = next((time for time in times if time.doubt), None)
    if unclear:
        return f"“{unclear.text}”{unclear.doubt}？"
    return "什么时候发生的，或从哪一天开始的？"


def _ask_who(text: str, request_type: str, elements: Sequence[Element]) -> str:
    """Who is complained about or praised: a shop needs its name, a driver the plate or the line."""
    if request_type in ("consult", "suggestion"):
        return ""
    if question := element_words.unnamed(text):
        return question
    if request_type == "praise" and not any(
        element_words.is_somebody_else(element.text)
        for element in elements
        if element.kind == "who"
    ):
        return "要表扬的是哪个单位、哪位工作人员？"
    return ""


def _ask_cause(text: str, request_type: str) -> str:
    if request_type in ("consult", "suggestion", "praise") or not element_words.is_refused(text):
        return ""
    return "对方说了什么理由，事情的起因是什么？"
