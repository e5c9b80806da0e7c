"""The desk of a city with other rules."""

from dataclasses import replace

from hotline.desk.desk import Desk


def with_callback(desk: Desk, **rules) -> Desk:
    settings = desk.city.settings
    return with_settings(desk, callback=replace(settings.callback, **rules))


def with_settings(desk: Desk, **changes) -> Desk:
    return replace(desk, city=replace(desk.city, settings=replace(desk.city.settings, **changes)))
