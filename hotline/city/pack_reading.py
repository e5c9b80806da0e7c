"""A folder or its texts become a city pack, or every fault of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from hotline.city.areas import AREAS, PLACES, read_areas, read_places
from hotline.city.bulletin_rules import check_receivers
from hotline.city.categories import CATEGORIES, read_categories, restore_zeros
from hotline.city.clocks import (
    CALENDAR,
    DEADLINES,
    clocks_without_rule,
    read_calendar,
    read_deadlines,
)
from hotline.city.coverage import check_coverage
from hotline.city.danger import DANGER, DangerPlan, read_danger, without_strangers
from hotline.city.duties import DUTIES, KnownCodes, read_duties
from hotline.city.faults import Fault, Report
from hotline.city.files import FILES, LATER, OPTIONAL, digest_of, missing, read_files
from hotline.city.former_codes import take_former
from hotline.city.ladder import LADDER, read_ladder
from hotline.city.map import MAP, read_map
from hotline.city.notices import NOTICES, read_notices
from hotline.city.pack import DEMO, CityPack
from hotline.city.phrases import PHRASES, read_phrases, with_older
from hotline.city.reading import PackTable, read_table
from hotline.city.scores import read_schemes
from hotline.city.settings import CityHead, CitySettings, read_city
from hotline.city.toml_reading import Section
from hotline.city.units import UNITS, read_units
from hotline.city.words import SENSITIVE, WORDS, read_sensitive, read_words
from hotline.domain.time.deadlines import ANY, DeadlineRule
from routing.tables import RoutingTables


@dataclass(frozen=True, slots=True)
class PackReading:
    """A pack, or None and why: `faults` in the order of files and lines; `notes` tell what was
    silently understood.
    """

    pack: CityPack | None
    faults: list[Fault]
    notes: list[str]


def read_pack(folder: Path, *, today: date | None = None) -> PackReading:
    """Read and check a folder; whether every category has a responsible unit is judged for
    `today`. Never raises.
    """
    report = Report()
    return _reading(read_files(Path(folder), report), report, today)


def read_pack_texts(files: Mapping[str, str], *, today: date | None = None) -> PackReading:
    """The same from texts by name, as a loaded pack is stored."""
    report = Report()
    for name in FILES:
        if name not in files:
            missing(name, report)
    return _reading(
        {name: files[name] for name in (*FILES, *LATER, *OPTIONAL) if name in files}, report, today
    )


def _reading(files: dict[str, str], report: Report, today: date | None) -> PackReading:
    pack = _build(files, report, today or date.today()) if files else None
    order = {name: number for number, name in enumerate((*FILES, *LATER, *OPTIONAL))}
    faults = sorted(
        dict.fromkeys(report.faults), key=lambda fault: (order.get(fault.file, -1), fault)
    )
    return PackReading(None if faults else pack, faults, report.notes)


# What the pack says of itself on top of city.toml.
HEAD = ("name", "code", "example", "note", "profile", "centre")


def _build(files: dict[str, str], report: Report, today: date) -> CityPack:
    text = files.get("city.toml")
    head, settings, top = _no_city() if text is None else read_city(text, report)
    tables, known, successors = _routing_tables(files, report, today)
    deadlines = read_deadlines(_table(DEADLINES, files, report), known.categories)
    _check_head(top, head, known, deadlines)
    if known.units is not None:
        check_receivers(top, settings.bulletins.receivers, known.units)
    return CityPack(
        **{name: getattr(head, name) for name in HEAD},
        settings=settings,
        tables=tables,
        deadlines=deadlines,
        overrides=read_calendar(_table(CALENDAR, files, report)),
        dictionary_words=read_words(files.get(WORDS, ""), report),
        sensitive=read_sensitive(_table(SENSITIVE, files, report)),
        schemes=read_schemes(files.get("scores.toml", ""), report),
        ladder=read_ladder(_later(LADDER, files, report)),
        dangers=_dangers(files, report, known),
        notices=read_notices(_later(NOTICES, files, report), report),
        map=read_map(files.get(MAP), known.areas, report),
        phrases=with_older(
            read_phrases(_later(PHRASES, files, report)), settings.chats.phrases, report
        ),
        digest=digest_of(files),
        files=files,
        successors=successors,
    )


def _table(spec: tuple[str, str, str], files: Mapping[str, str], report: Report) -> PackTable:
    name, required, optional = spec
    return read_table(name, files.get(name), required, optional, report)


def _routing_tables(
    files: Mapping[str, str], report: Report, today: date
) -> tuple[RoutingTables, KnownCodes, dict[str, dict[str, str]]]:
    """What the router reads, the codes that other tables may name, and who follows on whom."""
    area_rows, unit_rows, category_rows, duty_rows = (
        _table(spec, files, report) for spec in (AREAS, UNITS, CATEGORIES, DUTIES)
    )
    restore_zeros(category_rows, "code", "parent", "successor")
    kinds = {"unit": unit_rows, "category": category_rows, "area": area_rows}
    successors = {kind: take_former(rows) for kind, rows in kinds.items()}
    areas, categories = read_areas(area_rows), read_categories(category_rows)
    known = KnownCodes(
        areas if area_rows.is_usable else None,
        None,
        categories if category_rows.is_usable else None,
    )
    units = read_units(unit_rows, known.areas)
    known = KnownCodes(known.areas, units if unit_rows.is_usable else None, known.categories)
    duties = read_duties(duty_rows, known)
    if duty_rows.is_usable and known.areas:
        check_coverage(category_rows, categories, areas, duties, today)
    places = read_places(_table(PLACES, files, report), known.areas)
    tables = RoutingTables(
        tuple(areas.values()), places, tuple(units.values()), duties, tuple(categories.values())
    )
    return tables, known, successors


def _later(spec: tuple[str, str, str], files: Mapping[str, str], report: Report) -> PackTable:
    name, required, optional = spec
    if name in files:
        return read_table(name, files[name], required, optional, report)
    report.note(f"没有 {name}，采用示例市的 {name}")
    return read_table(name, (DEMO / name).read_text(encoding="utf-8"), required, optional, report)


def _dangers(files: Mapping[str, str], report: Report, known: KnownCodes) -> tuple[DangerPlan, ...]:
    """The units of 示例市 stand for nobody in a pack that has no danger.csv."""
    if DANGER[0] in files:
        return read_danger(_later(DANGER, files, report), known.units)
    return without_strangers(read_danger(_later(DANGER, files, report), None), known.units or {})


def _no_city() -> tuple[CityHead, CitySettings, Section]:
    """Stands in for a city.toml that is missing, which is reported already."""
    return CityHead(), CitySettings(), Section("city.toml", "", "", {}, Report())


def _check_head(
    top: Section, head: CityHead, known: KnownCodes, deadlines: tuple[DeadlineRule, ...]
) -> None:
    if head.centre and known.units is not None and head.centre not in known.units:
        top.fault("centre", "在 units.csv 中不存在", "请填热线中心在 units.csv 中的编码")
    profiles = sorted({rule.profile for rule in deadlines if rule.profile != ANY})
    if deadlines and head.profile != ANY and head.profile not in profiles:
        top.fault("profile", "在 deadlines.csv 中没有时限", f"请填 {' 或 '.join(profiles)}")
    elif deadlines and (idle := clocks_without_rule(deadlines, head.profile)):
        top.report.note(f"时限方案 {head.profile} 没有规定：{'、'.join(idle)}，这些环节将不计时")
