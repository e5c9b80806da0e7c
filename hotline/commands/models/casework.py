"""The city's own models: learn the next from the tickets, list them, put one in force, go back."""

import functools
import json
from collections.abc import Callable
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from hotline.commands.audit_note import note_command
from hotline.commands.models import text as model_text
from hotline.commands.models.bringing_in import bring_in
from hotline.commands.models.sentences import tell_cost
from hotline.commands.options import installation_options
from hotline.commands.phases import phase_bars
from hotline.config import Settings
from hotline.domain.audit import AuditKind
from hotline.domain.errors import InvalidInput
from hotline.domain.time.times import city_now

if TYPE_CHECKING:
    from classifiers.sentences import Encoder
    from hotline.operation.learning import TrainingOutcome

_KEPT_SCORES = ("accuracy", "macro_f1", "top3_accuracy", "n", "automatic")
_by = click.option(
    "--by", default="operator", metavar="NAME", help="Who does this, for the record."
)
_note = click.option("--note", default="", metavar="TEXT", help="Why, for the record.")


def casework_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add --from-casework and what belongs to it.

    The command receives `casework`, to be called, or None.
    """

    @click.option(
        "--from-casework", is_flag=True, help="Learn from the tickets whose category stood."
    )
    @click.option(
        "--force", default="", metavar="NOTE", help="Live even if not better; NOTE says why."
    )
    @click.option(
        "--trust",
        multiple=True,
        metavar="LOGIN:CODE",
        help="Learn these one-sided corrections after all.",
    )
    @_by
    @installation_options
    @functools.wraps(command)
    def wrapped(
        *args: Any,
        from_casework: bool,
        force: str,
        trust: tuple[str, ...],
        by: str,
        settings: Settings,
        **kwargs: Any,
    ) -> Any:
        casework = (
            partial(_learn, settings, force=force.strip(), trust=trust, by=by)
            if from_casework
            else None
        )
        return command(*args, casework=casework, **kwargs)

    return wrapped


@click.command("list")
@installation_options
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def list_models(settings: Settings, as_json: bool) -> None:
    """Registered models with their scores, and which went live when, by whom and why."""
    from hotline.desk.live_model import models_folder
    from hotline.storage.model_registry import read_registry

    registry = read_registry(models_folder(settings.data))
    document = {"live": registry.live, **asdict(registry)}
    click.echo(
        json.dumps(document, ensure_ascii=False) if as_json else model_text.registry(document)
    )


@click.command()
@installation_options
@click.argument("version")
@_by
@_note
def use(settings: Settings, version: str, by: str, note: str) -> None:
    """Put VERSION in force: one of the list, `default` (comes with the project), `none`
    (people decide all), or a model file, whose figures are shown and which needs --note.
    """
    from hotline.desk.live_model import models_folder, stored_model
    from hotline.storage.model_registry import read_registry, use_model

    folder = models_folder(settings.data)
    registry = read_registry(folder)
    if not registry.entry(version) and Path(version).is_file():
        version = bring_in(settings, Path(version), by=by, note=note.strip())
        registry = read_registry(folder)
    if registry.entry(version):
        stored_model(folder, version, registry)
    use_model(folder, version, at=city_now().isoformat(), by=by, note=note)
    note_command(settings, AuditKind.MODEL_SWITCHED, by=by, subject=version, reason=note)
    click.echo(f"当前模型：{version}")


@click.command("rollback")
@installation_options
@_by
@_note
def roll_back(settings: Settings, by: str, note: str) -> None:
    """Go back to the model that was live before."""
    from hotline.desk.live_model import models_folder
    from hotline.storage import model_registry

    version = model_registry.roll_back(
        models_folder(settings.data), at=city_now().isoformat(), by=by, note=note
    )
    note_command(settings, AuditKind.MODEL_SWITCHED, by=by, subject=version, reason=note)
    click.echo(f"已退回，当前模型：{version}")


def _learn(
    settings: Settings,
    precision: float | None,
    encoder: "Encoder | None",
    *,
    force: str,
    trust: tuple[str, ...],
    by: str,
) -> dict[str, Any]:
    from hotline.city.loading import current_city
    from hotline.desk.live_model import models_folder
    from hotline.operation import learning
    from hotline.storage.database import open_database

    database, now = open_database(settings), city_now()
    try:
        with database.reading() as session:
            city = current_city(session)
            categories = city.categories
            lessons = learning.gather(
                session,
                set(categories),
                now,
                trusted=[_pair(login_and_code) for login_and_code in trust],
            )
    finally:
        database.close()
    folder = models_folder(settings.data)
    registry, current, fault = learning.current_model(folder)
    names = {code: entry.name for code, entry in categories.items()}
    if encoder:
        tell_cost(encoder, learning.known_texts(lessons))
    least = precision or city.settings.wanted_precision
    with phase_bars("件") as show:
        outcome = learning.build(lessons, current, names, show, precision=least, encoder=encoder)
    outcome.notes += [f"当前模型不可用，按没有模型比较：{fault}"] if fault else []
    learning.register(folder, outcome, at=now, by=by, force=force)
    if outcome.live:
        version = outcome.model.version
        note_command(settings, AuditKind.MODEL_SWITCHED, by=by, subject=version, reason=force)
    return _document(outcome, registry.live, names, str(folder / f"{outcome.model.version}.model"))


def _pair(text: str) -> tuple[str, str]:
    login, colon, code = text.partition(":")
    if not (login and colon and code):
        raise InvalidInput(
            f"--trust “{text[:40]}”不是 登录名:分类代码", remedy="例如 --trust wang:0302"
        )
    return login, code


def _document(
    outcome: "TrainingOutcome", live: str, names: dict[str, str], file: str
) -> dict[str, Any]:
    lessons = outcome.lessons
    versions = {"new": outcome.model.version, "current": live}
    scores = {"new": outcome.new, "current": outcome.current}
    return {
        "version": outcome.model.version,
        "model": file,
        "better": outcome.better,
        "live": outcome.live,
        "wanted_precision": outcome.model.precision,
        "threshold": outcome.model.threshold,
        "sentences": outcome.model.scores.get("sentences"),
        "lessons": {
            "n": len(lessons.kept),
            "by_people": sum(bool(lesson.by) for lesson in lessons.kept),
            "automatic": sum(not lesson.by for lesson in lessons.kept),
            "strange": lessons.strange,
        },
        "held_back": _held_back(outcome, names),
        "newest_month": {
            "since": outcome.since.isoformat(sep=" ", timespec="minutes"),
            "n": outcome.tested,
            **{key: {"version": versions[key], **_short(scores[key])} for key in versions},
        },
        "notes": outcome.notes,
    }


def _held_back(outcome: "TrainingOutcome", names: dict[str, str]) -> list[dict[str, Any]]:
    from hotline.operation.learning import agreement

    rows = zip(outcome.lessons.held, outcome.lessons.held_lessons, strict=True)
    return [
        {
            "by": correction.by,
            "label": correction.label,
            "name": names.get(correction.label, correction.label),
            "count": correction.count,
            "expected": correction.expected,
            "agreement": round(agreement(outcome.model, lessons, correction.label), 4),
        }
        for correction, lessons in rows
    ]


def _short(scores: dict[str, Any]) -> dict[str, Any]:
    return {name: scores[name] for name in _KEPT_SCORES if name in scores}
