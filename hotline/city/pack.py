"""A city pack: the folder that makes this the hotline of one city.

Read whole, with every fault, or not at all.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path

from analytics.telling_words import TellingWords
from classifiers.danger.kinds import NAMES
from classifiers.danger.reader import Danger
from classifiers.place_names import PlaceNames
from hotline.city.danger import DangerPlan, joined, usual_plan
from hotline.city.former_codes import Codes
from hotline.city.map import Shapes
from hotline.city.phrases import Phrase
from hotline.city.settings import CitySettings
from hotline.city.words import SensitiveWord
from hotline.domain.ladder.ladder import Rung
from hotline.domain.notice_rules import NoticeRule
from hotline.domain.outcomes import NoticeKind
from hotline.domain.scoring.schemes import Scheme
from hotline.domain.time.calendar import Override, WorkCalendar
from hotline.domain.time.deadlines import DeadlineRule, DeadlineTable
from routing.nouns import nouns
from routing.router import Router
from routing.tables import Area, CategoryEntry, RoutingTables, Unit

DEMO = Path(__file__).parent / "demo"
# Kinds of places that one point does not tell.
LINES = ("road", "river")


@dataclass(frozen=True)
class CityPack:
    """What the application knows of its city; immutable.

    centre    code of the hotline's own unit
    digest    SHA-256 of `files`, the texts it was read from, by name: store them and read them
              again by `read_pack_texts`
    schemes   every version of every score scheme of scores.toml
    ladder    what supervision does by itself
    notices   who is told of what
    phrases   what staff write by a slash and a name
    dangers   what is said and done in danger, by kind
    successors  of units, categories and areas that have left, by kind
    map       outlines of districts and streets by code; empty without map.geojson
    former    names of codes that are no longer there, by kind
    """

    name: str
    code: str
    example: bool
    note: str
    profile: str
    centre: str
    settings: CitySettings
    tables: RoutingTables
    deadlines: tuple[DeadlineRule, ...]
    overrides: Mapping[date, Override]
    dictionary_words: tuple[str, ...]
    sensitive: tuple[SensitiveWord, ...]
    schemes: tuple[Scheme, ...]
    ladder: tuple[Rung, ...]
    dangers: tuple[DangerPlan, ...]
    notices: tuple[NoticeRule, ...]
    phrases: tuple[Phrase, ...]
    digest: str
    files: Mapping[str, str]
    map: Shapes = field(default_factory=dict)
    successors: Codes = field(default_factory=dict)
    former: Codes = field(default_factory=dict, compare=False)

    @cached_property
    def telling_words(self) -> TellingWords:
        """Which words may stand for a matter: no pieces of the city's names."""
        areas = (area.name for area in self.areas.values())
        return TellingWords([*areas, *(place.name for place in self.tables.places)])

    @cached_property
    def calendar(self) -> WorkCalendar:
        return WorkCalendar(self.settings.frames, self.overrides)

    @cached_property
    def deadline_table(self) -> DeadlineTable:
        return DeadlineTable(self.deadlines, self.profile)

    @cached_property
    def router(self) -> Router:
        settings = self.settings
        return Router(
            self.tables,
            threshold=settings.automatic,
            alternatives=settings.suggestions,
            accusations_alone=settings.accusations_alone,
        )

    @cached_property
    def sensitive_words(self) -> Mapping[str, list[str]]:
        """Words by class."""
        by_class: dict[str, list[str]] = {}
        for entry in self.sensitive:
            by_class.setdefault(entry.kind, []).append(entry.word)
        return by_class

    @cached_property
    def red_words(self) -> frozenset[str]:
        """Words with which no report goes on without a person."""
        return frozenset(entry.word for entry in self.sensitive if entry.level == "red")

    def is_red(self, kind: str, word: str) -> bool:
        """Whether a sensitive word is red; one that the table does not have is as red as most
        words of its class.
        """
        own = [entry for entry in self.sensitive if entry.kind == kind]
        if any(entry.word == word for entry in own):
            return word in self.red_words
        return 2 * sum(entry.level == "red" for entry in own) > len(own)

    @cached_property
    def danger_signs(self) -> Mapping[str, tuple[str, ...]]:
        """Kind of danger -> the city's own signs of it."""
        return {plan.kind: plan.signs for plan in self.dangers if plan.signs}

    @cached_property
    def place_names(self) -> PlaceNames:
        """The names that say where, with the nouns that say what."""
        return PlaceNames(nouns(self.tables.areas, self.tables.places))

    @cached_property
    def spots(self) -> Mapping[tuple[str, str], tuple[float, float]]:
        """Name and street of a place that is no line -> degrees east and north."""
        return {
            (place.name, street): (place.lon, place.lat)
            for place in self.tables.places
            if place.lon is not None and place.lat is not None and place.kind not in LINES
            for street in place.streets
        }

    @cached_property
    def danger_plans(self) -> Mapping[str, DangerPlan]:
        """By kind: each has numbers to call, whether the pack names it or not."""
        own = {plan.kind: plan for plan in self.dangers}
        return {kind: own.get(kind) or usual_plan(kind) for kind in NAMES}

    @cached_property
    def home_names(self) -> tuple[str, ...]:
        """The city and its districts: what everybody who works here thinks of first."""
        areas = [area.name for area in self.tables.areas if area.kind in ("district", "zone")]
        return tuple(dict.fromkeys((self.name, *areas)))

    def danger_name(self, kind: str) -> str:
        plan = self.danger_plans.get(kind)
        return plan.name if plan else kind

    @cached_property
    def notice_rules(self) -> Mapping[NoticeKind, NoticeRule]:
        return {rule.kind: rule for rule in self.notices}

    def danger_plan(self, danger: Danger) -> DangerPlan | None:
        """What to do about a danger of one or more kinds; None where there is none."""
        return self.plan_of(danger.kinds) if danger.is_danger else None

    def plan_of(self, kinds: Iterable[str]) -> DangerPlan | None:
        """The plans of all kinds in one, led by that of the first; None without any kind."""
        plans = [self.danger_plans[kind] for kind in kinds if kind in self.danger_plans]
        return joined(plans) if plans else None

    @cached_property
    def areas(self) -> Mapping[str, Area]:
        return {area.code: area for area in self.tables.areas}

    @cached_property
    def units(self) -> Mapping[str, Unit]:
        return {unit.code: unit for unit in self.tables.units}

    @cached_property
    def category_targets(self) -> Mapping[str, str]:
        """What a model may answer, and what it stands for now: its own code or a successor."""
        own = {code: code for code in self.categories}
        return {**self.successors.get("category", {}), **own}

    @cached_property
    def categories(self) -> Mapping[str, CategoryEntry]:
        return {entry.code: entry for entry in self.tables.categories}

    def unit_name(self, code: str) -> str:
        """Also of a unit that is no longer there; "" for one that never was."""
        return self._name("unit", self.units.get(code), code)

    def category_name(self, code: str) -> str:
        return self._name("category", self.categories.get(code), code)

    def area_name(self, code: str) -> str:
        return self._name("area", self.areas.get(code), code)

    def _name(self, kind: str, entry: Unit | CategoryEntry | Area | None, code: str) -> str:
        return entry.name if entry else self.former.get(kind, {}).get(code, "")
