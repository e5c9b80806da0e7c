"""A trained model file becomes one of the installation's models, after people saw its figures."""

from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

import click

from hotline.commands.models import text as model_text
from hotline.config import Settings
from hotline.domain.errors import InvalidInput
from hotline.domain.time.times import city_now
from routing.tables import CategoryEntry


def bring_in(settings: Settings, file: Path, *, by: str, note: str) -> str:
    """The version under which the file is registered; prints its figures first.

    Refused without a note, and where a label is no category of the city.
    """
    from classifiers.model_store import ModelRefused, load_model
    from hotline.desk.live_model import models_folder
    from hotline.operation.model_files import check_labels, keep_model

    try:
        model = load_model(file)
    except ModelRefused as error:
        raise InvalidInput(str(error)) from error
    categories = _categories(settings)
    check_labels(model, categories)
    if not model.scores:
        raise InvalidInput(f"{file.name} 没有检验数字", remedy="请用 hotline model train 训练")
    figures = {"wanted_precision": model.precision, "threshold": model.threshold}
    click.echo(model_text.scores(model.scores | figures))
    if not note:
        raise InvalidInput(
            f"{file.name} 还没有启用", remedy="看过以上检验数字后，加 --note 写明理由再启用"
        )
    model.names = {label: categories[label].name for label in model.labels}
    texts = int(model.trained.get("texts", 0))
    compared = {"new": model.scores}
    keep_model(
        models_folder(settings.data),
        model,
        at=city_now().isoformat(),
        by=by,
        note=note,
        lessons=texts,
        compared=compared,
    )
    return model.version


def _categories(settings: Settings) -> Mapping[str, CategoryEntry]:
    from hotline.city.loading import current_city
    from hotline.storage.database import open_database

    with closing(open_database(settings)) as database, database.reading() as session:
        return current_city(session).categories
