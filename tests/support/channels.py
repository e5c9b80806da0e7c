"""The modules of hotline/intake that are channels: all but the one that says what they have."""

import importlib
import pkgutil

import hotline.intake


def channel_modules() -> dict:
    names = [module.name for module in pkgutil.iter_modules(hotline.intake.__path__)]
    return {
        name: importlib.import_module(f"hotline.intake.{name}")
        for name in names
        if name not in ("channel", "line")
    }


def assert_is_channel(module, desk) -> None:
    """Its key has a Chinese name, and what it gives as an example is a report."""
    from hotline.domain.vocabulary import CHANNELS

    assert module.CHANNEL in CHANNELS
    report = module.parse(module.example(), desk)
    assert len(report.text) > 10
    assert report.channel in CHANNELS
    assert report.caller or report.phone
