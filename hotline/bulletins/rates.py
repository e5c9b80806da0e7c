"""How a rate may be told: neither it nor what stands beside it gives away a few tickets."""

from collections.abc import Mapping

from analytics.figures import SMALLEST as LEAST_WHOLE
from analytics.figures import Rate
from hotline.bulletins.sentences import SMALLEST

NO_RATE = "—"
OF_FEW = f"不足{LEAST_WHOLE}件"
MOST_FEW = SMALLEST - 1


def percent(rate: Rate) -> str:
    """96.5%; of fewer than twenty no percentage, which would tell both numbers, and where those in
    it or the others are a few, a bound that follows from the whole alone: it may be known too.
    """
    part, whole = rate.part, rate.whole
    if not whole or whole < LEAST_WHOLE:
        return OF_FEW if whole else NO_RATE
    if 0 < whole - part < SMALLEST:
        return f"{100 * (whole - MOST_FEW) // whole}%以上"
    if 0 < part < SMALLEST:
        return f"不足{100 * SMALLEST // whole + 1}%"
    return f"{part / whole:.1%}"


def is_exact(rate: Rate) -> bool:
    few = any(0 < n < SMALLEST for n in (rate.part, rate.whole - rate.part))
    return rate.whole >= LEAST_WHOLE and not few


def percents(rates: Mapping[str, Rate]) -> dict[str, str]:
    """Of each unit, where the rate of all together is told: NO_RATE also of the smallest others, as
    long as the rest of the whole would tell one that is not exact.
    """
    hidden = {unit for unit, rate in rates.items() if rate.whole and not is_exact(rate)}
    others = sorted(rates.keys() - hidden, key=lambda unit: (rates[unit].whole, unit))
    beside = [unit for unit in others if rates[unit].whole]
    withheld = set[str]()
    while beside and hidden and not _leaves_open([rates[unit] for unit in hidden | withheld]):
        withheld.add(beside.pop(0))
    return {unit: NO_RATE if unit in withheld else percent(rate) for unit, rate in rates.items()}


def _leaves_open(rates: list[Rate]) -> bool:
    """Whether several numbers of each fit what is missing of all together."""
    bounds = [_bounds(rate) for rate in rates]
    missing = sum(rate.whole - rate.part for rate in rates)
    return len(rates) > 1 and sum(low for low, _ in bounds) < missing < sum(
        top for _, top in bounds
    )


def _bounds(rate: Rate) -> tuple[int, int]:
    """Between which numbers those that are not in it may lie for who reads `percent`."""
    if is_exact(rate) or rate.whole < LEAST_WHOLE:
        return 0, rate.whole
    few_missing = rate.whole - rate.part < SMALLEST
    return (1, MOST_FEW) if few_missing else (rate.whole - MOST_FEW, rate.whole - 1)


def rated(name: str, rate: Rate) -> str:
    """按时办结率96.5%（193/200）; without a denominator there is no rate."""
    if not rate.whole:
        return f"{name}暂无可计算的件"
    if rate.whole < LEAST_WHOLE:
        return f"{name}可计算的件{OF_FEW}，不单列"
    return f"{name}{percent(rate)}{fraction(rate)}"


def fraction(rate: Rate) -> str:
    """（193/200）, of what is told exactly."""
    return f"（{rate.part}/{rate.whole}）" if is_exact(rate) else ""
