"""What classification and routing say, as plain JSON documents."""

from dataclasses import asdict
from typing import Any

from classifiers.danger.reader import Danger
from classifiers.predict import Classification
from classifiers.times.expression import SpokenTime
from hotline.casework.report_elements import ReportElements
from hotline.city.pack import CityPack
from routing.decision import Decision
from routing.location import Location, Mention

Document = dict[str, Any]


def classification_document(
    read: Classification, places: list[Mention], city: CityPack
) -> Document:
    return {
        "category": asdict(read.category) if read.category else None,
        "alternatives": [asdict(alternative) for alternative in read.alternatives],
        "request_type": asdict(read.request_type),
        "urgency": asdict(read.urgency),
        "sensitive": [asdict(hit) for hit in read.sensitive],
        "danger": danger_document(read.danger, city),
        "places": [_mention(mention, city) for mention in places],
        "abstained": read.abstained,
        "unaccepted": asdict(read.unaccepted) if read.unaccepted else None,
        "reasons": list(read.reasons),
        "model": read.model,
    }


def danger_document(danger: Danger, city: CityPack) -> Document:
    """What the pack says to do about it is there for a danger only."""
    plan = city.danger_plan(danger)
    return {
        "is_danger": danger.is_danger,
        "chance": danger.chance,
        "kinds": list(danger.kinds),
        "name": plan.name if plan else "",
        "words": list(danger.words),
        "call": [asdict(number) for number in plan.numbers] if plan else [],
        "say": plan.say if plan else "",
        "units": [_unit(code, city) for code in plan.units] if plan else [],
    }


def told_document(report: ReportElements) -> Document:
    elements = report.elements
    return {
        "times": [_time(time) for time in report.times],
        "elements": [asdict(element) for element in elements.present],
        "missing": [asdict(element) for element in elements.missing],
        "ask": elements.question,
    }


def decision_document(decision: Decision, city: CityPack) -> Document:
    return {
        "unit": _unit(decision.unit, city),
        "co_units": [_unit(code, city) for code in decision.co_units],
        "confidence": decision.confidence,
        "needs_review": decision.needs_review,
        "basis": decision.basis,
        "layer": decision.layer,
        "secrecy": decision.secrecy,
        "location": _location(decision.location, city),
        "reasons": list(decision.reasons),
        "alternatives": [
            {"unit": _unit(code, city), "confidence": share}
            for code, share in decision.alternatives
        ],
    }


def routed_document(classified: Document, routed: Document) -> Document:
    """Both in one: the alternatives are units, those of the category move to
    `category_alternatives`.
    """
    both = classified | routed
    both["category_alternatives"] = classified["alternatives"]
    both["needs_review"] = routed["needs_review"] or classified["abstained"]
    both["reasons"] = routed["reasons"] + classified["reasons"]
    return both


def _time(time: SpokenTime) -> Document:
    plain = asdict(time)
    again = plain["recurring"]
    for part in (plain, again or {}):
        part |= {side: part[side].isoformat() for side in ("begin", "end") if part.get(side)}
    return plain


def _unit(code: str, city: CityPack) -> Document:
    unit = city.units.get(code)
    return {"code": code, "name": unit.name if unit else ""}


def _area(code: str, city: CityPack) -> Document:
    area = city.areas.get(code)
    return {"code": code, "name": area.name if area else ""}


def _mention(mention: Mention, city: CityPack) -> Document:
    districts = dict.fromkeys(spot.district for spot in mention.spots)
    return {
        "text": mention.surface,
        "name": mention.name,
        "kind": mention.kind,
        "start": mention.start,
        "end": mention.end,
        "districts": [_area(code, city) for code in districts],
    }


def _location(location: Location, city: CityPack) -> Document:
    return {
        "district": _area(location.district, city),
        "street": _area(location.street, city),
        "place": location.place,
        "confidence": round(location.confidence, 4),
        "ambiguous": location.ambiguous,
        "how": location.how,
        "across": [_area(code, city) for code in location.spans],
        "candidates": [
            {
                "district": _area(spot.district, city),
                "street": _area(spot.street, city),
                "place": spot.place,
            }
            for spot in location.candidates
        ],
    }
