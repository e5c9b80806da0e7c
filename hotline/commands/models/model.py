"""`hotline model`: train on a city's own tickets, predict, evaluate, and show what a model file
is.
"""

import errno
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from hotline.city.settings import PRECISIONS
from hotline.commands.models import text as model_text
from hotline.commands.models.casework import casework_options, list_models, roll_back, use
from hotline.commands.models.sentences import sentences_option, tell_cost
from hotline.commands.phases import phase_bars
from hotline.domain.errors import InvalidInput

if TYPE_CHECKING:
    from classifiers.sentences import Encoder

REASONS = {
    errno.ENOSPC: "磁盘空间不足",
    errno.EACCES: "没有读写权限",
    errno.EISDIR: "这是一个目录",
    errno.EROFS: "磁盘只读",
    errno.ENOENT: "文件夹不存在",
    errno.EFBIG: "超过允许的文件大小",
    errno.EDQUOT: "超过磁盘配额",
}

_WAY = (
    "试用：hotline classify --model、hotline model predict；"
    "看过检验数字后启用：hotline model use 文件 --note 理由"
)


@contextmanager
def refusals_shown() -> Iterator[None]:
    """What the classifiers refuse is a wrong input here."""
    from classifiers.dataset import DataRefused
    from classifiers.model_store import ModelRefused

    try:
        yield
    except (DataRefused, ModelRefused) as error:
        raise InvalidInput(str(error)) from error
    except OSError as error:
        place = f"“{error.filename}”" if error.filename else ""
        reason = REASONS.get(error.errno or 0, error.strerror or str(error))
        raise InvalidInput(
            f"读写文件{place}失败：{reason}", remedy="请处理后重试；原有的文件没有改动"
        ) from error


def _refusing(command: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(command)
    def wrapped(*args: Any, **kwargs: Any) -> Any:
        with refusals_shown():
            return command(*args, **kwargs)

    return wrapped


@click.group()
def model() -> None:
    """Train a category model on a city's own tickets, try it, measure it."""


@model.command()
@click.argument("table", metavar="[DATA]", required=False, type=click.Path(path_type=Path))
@click.option("--text", metavar="COL", help="Column with the text.")
@click.option("--label", metavar="COL", help="Column with the label.")
@click.option(
    "--time",
    metavar="COL",
    help=(
        "Column with the time: the newest month or two are tested on, 400 rows at least if that is"
        " no more than a fifth of all. Rows without a readable time are only learned from."
    ),
)
@click.option(
    "--beside",
    metavar="COL",
    help="Column with another label that helps, such as the function where --label is the unit.",
)
@click.option(
    "--out", metavar="MODEL", type=click.Path(path_type=Path), help="Model file to write."
)
@click.option(
    "--precision",
    type=click.FloatRange(*PRECISIONS),
    metavar="P",
    help=(
        "Choose the threshold so that of 100 texts above it 100*P are right; else the city's,"
        " or 0.97."
    ),
)
@sentences_option
@click.option("--json", "as_json", is_flag=True, help="Print the scores as JSON.")
@casework_options
@_refusing
def train(
    table: Path | None,
    text: str,
    label: str,
    time: str | None,
    beside: str | None,
    out: Path,
    precision: float | None,
    encoder: "Encoder | None",
    as_json: bool,
    casework: Any | None,
) -> None:
    """Learn from DATA (CSV or XLSX) with --text, --label and --out, or from the own tickets with
    --from-casework.
    """
    if casework is not None:
        _print(casework(precision, encoder), model_text.learned, as_json)
        return
    if not (table and text and label and out):
        raise click.UsageError(
            "需要 DATA 和 --text、--label、--out，或者用 --from-casework 从本库工单学习"
        )
    columns = (text, label, time, beside)
    _print(_train_on(table, columns, out, precision, encoder), model_text.scores, as_json)


def _train_on(
    table: Path,
    columns: tuple[str, str, str | None, str | None],
    out: Path,
    precision: float | None,
    encoder: "Encoder | None",
) -> dict[str, Any]:
    from classifiers.dataset import labelled_texts, read_table
    from classifiers.evaluate import USUAL_PRECISION
    from classifiers.model_store import check_target, save_model
    from classifiers.train import train as train_model

    check_target(out)
    text, label, time, beside = columns
    rows = read_table(table, only={name for name in columns if name})
    read = labelled_texts(rows, text=text, label=label, time=time, beside=beside)
    for note in read.notes:
        click.echo(f"提示：{note}", err=True)
    if encoder:
        tell_cost(encoder, read)
    with phase_bars("条") as show:
        trained = train_model(read, show, precision=precision, encoder=encoder)
    click.echo(f"检验方式：{trained.scores['split']}", err=True)
    if not precision and trained.precision != USUAL_PRECISION:
        click.echo(model_text.lowered(USUAL_PRECISION, trained.precision), err=True)
    save_model(trained, out)
    click.echo(f"已写入 {out}。{_WAY}", err=True)
    about = {"model": str(out), "version": trained.version, "few_examples": read.few_examples()}
    return (
        trained.scores
        | about
        | {"wanted_precision": trained.precision, "threshold": trained.threshold}
    )


for command in (list_models, use, roll_back):
    model.add_command(command)


@model.command()
@click.argument("model_file", metavar="MODEL", type=click.Path(path_type=Path))
@click.argument("data", type=click.Path(path_type=Path))
@click.option("--text", required=True, metavar="COL", help="Column with the text.")
@click.option(
    "--out", required=True, metavar="FILE", type=click.Path(path_type=Path), help="CSV to write."
)
@_refusing
def predict(model_file: Path, data: Path, text: str, out: Path) -> None:
    """Add the columns label, confidence, label2, label3 to DATA."""
    from classifiers.dataset import read_table, write_table
    from classifiers.model_store import load_model

    loaded, table = load_model(model_file), read_table(data, having={text})
    for note in table.notes:
        click.echo(f"提示：{note}", err=True)
    columns = loaded.suggest(table.column(text))
    write_table(out, {**table.columns, **columns})
    click.echo(f"已写入 {out}：{len(columns['label'])} 行", err=True)


@model.command()
@click.argument("model_file", metavar="MODEL", type=click.Path(path_type=Path))
@click.argument("data", type=click.Path(path_type=Path))
@click.option("--text", required=True, metavar="COL", help="Column with the text.")
@click.option("--label", required=True, metavar="COL", help="Column with the right label.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@_refusing
def evaluate(model_file: Path, data: Path, text: str, label: str, as_json: bool) -> None:
    """Measure MODEL on labelled DATA that it was not trained on."""
    from classifiers.dataset import labelled_texts, read_table
    from classifiers.evaluate import evaluate as measure
    from classifiers.model_store import load_model

    loaded = load_model(model_file)
    read = labelled_texts(read_table(data, only={text, label}), text=text, label=label)
    for note in read.notes:
        click.echo(f"提示：{note}", err=True)
    _print(measure(loaded, read), model_text.scores, as_json)


@model.command()
@click.argument("model_file", metavar="MODEL", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@_refusing
def show(model_file: Path, as_json: bool) -> None:
    """Versions, the training data's digest, scores and labels of MODEL."""
    from classifiers.model_store import load_model

    loaded = load_model(model_file)
    about = {
        "version": loaded.version,
        "format": loaded.format,
        "versions": loaded.versions,
        "trained": loaded.trained,
        "scores": loaded.scores,
        "wanted_precision": loaded.precision,
        "threshold": loaded.threshold,
        "labels": loaded.labels,
    }
    _print(about, model_text.about, as_json)


def _print(
    document: dict[str, Any], render: Callable[[dict[str, Any]], str], as_json: bool
) -> None:
    click.echo(json.dumps(document, ensure_ascii=False) if as_json else render(document))
