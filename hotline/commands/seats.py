"""`hotline seats`: how many seats so many calls need."""

import json
import re
from dataclasses import asdict

import click

from analytics.seats import WrongAssumption, plan_seats
from hotline.domain.errors import InvalidInput

_SPAN = re.compile(r"\s*(\d{1,6}(?:\.\d{1,6})?)\s*(s|sec|min|m|h|)\s*")
_SECONDS = {"s": 1, "sec": 1, "": 1, "min": 60, "m": 60, "h": 3600}


@click.command()
@click.option("--calls", type=float, required=True, metavar="N", help="Calls that come in.")
@click.option("--per", "span", default="30min", show_default=True, help="In so long: 30min, 1h.")
@click.option("--handle", type=float, required=True, metavar="SECONDS", help="For one call.")
@click.option("--answer", type=float, required=True, metavar="SECONDS", help="To be answered in.")
@click.option("--level", type=float, default=0.8, show_default=True, help="Share answered in it.")
@click.option("--shrinkage", type=float, default=0.0, help="Share of agents not at the phone.")
@click.option(
    "--occupancy", type=float, default=0.85, show_default=True, help="Most of an agent's time."
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def seats(
    calls: float,
    span: str,
    handle: float,
    answer: float,
    level: float,
    shrinkage: float,
    occupancy: float,
    as_json: bool,
) -> None:
    """The fewest seats with which --level of the calls are answered in time (Erlang C)."""
    try:
        plan = plan_seats(
            calls=calls,
            per=_seconds(span),
            handle=handle,
            answer=answer,
            level=level,
            shrinkage=shrinkage,
            occupancy=occupancy,
        )
    except WrongAssumption as error:
        raise InvalidInput(str(error), field=error.name, remedy=error.remedy) from None
    if as_json:
        click.echo(json.dumps(asdict(plan)))
        return
    click.echo(
        f"需 {plan.seats} 个坐席在岗，排班 {plan.with_shrinkage} 人；"
        f"{plan.level:.1%} 的来电在 {answer:g} 秒内接起，{plan.waiting_probability:.1%} 需等待，"
        f"坐席占用率 {plan.occupancy:.1%}"
    )


def _seconds(span: str) -> float:
    match = _SPAN.fullmatch(span)
    if not match:
        raise InvalidInput(f"时长“{span[:20]}”不可用", field="per", remedy="如 30min、1h、1800s")
    return float(match[1]) * _SECONDS[match[2]]
