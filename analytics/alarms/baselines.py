"""How many would be too many: the methods of public health, closed forms of R's `surveillance`."""

from collections.abc import Sequence
from math import exp, log, sqrt
from statistics import NormalDist, fmean, stdev

_BASELINE, _GAP = 7, 2
_ANSCOMBE = 2.58
# So much below n leaves digits enough to take it from 1.
_COMMON = 0.999


def ears_c2(counts: Sequence[float], *, alpha: float = 0.00135) -> float | None:
    """The upper bound for the day after `counts`: mean and deviation of seven days before a gap
    of two; None with less history. Equal to `earsC(method = "C2")`.
    """
    if len(counts) < _BASELINE + _GAP:
        return None
    days = counts[len(counts) - _BASELINE - _GAP : len(counts) - _GAP]
    return fmean(days) + NormalDist().inv_cdf(1 - alpha) * stdev(days)


def farrington(
    counts: Sequence[float],
    *,
    period: int = 52,
    years: int = 4,
    half_window: int = 3,
    alpha: float = 0.01,
) -> tuple[float, float] | None:
    """(expected, upper bound) for the week after `counts`, from the weeks around the same week of
    past years; None with less history.

    Quasi-Poisson without trend, past outbreaks weighed down by their Anscombe residuals, bound by
    the delta method on the power 2/3: `farringtonFlexible(noPeriods = 1, trend = FALSE,
    thresholdMethod = "delta")`.
    """
    at = len(counts)
    if at < years * period + half_window:
        return None
    past = [
        counts[at - year * period + step]
        for year in range(1, years + 1)
        for step in range(-half_window, half_window + 1)
    ]
    weights = [1.0] * len(past)
    mean, dispersion = _quasi_poisson(past, weights)
    weights = _outbreaks_weighed_down(past, mean, dispersion)
    mean, dispersion = _quasi_poisson(past, weights)
    if mean <= 0:
        return 0.0, 0.0
    # As R has it: the deviation of the fit is that of its logarithm, and not held up to 1.
    spread = max(1.0, dispersion) + dispersion / (sum(weights) * mean)
    deviation = sqrt(4 / 9 * mean ** (1 / 3) * spread)
    bound = mean ** (2 / 3) + NormalDist().inv_cdf(1 - alpha) * deviation
    return mean, float(bound**1.5)


def _quasi_poisson(past: Sequence[float], weights: Sequence[float]) -> tuple[float, float]:
    pairs = list(zip(past, weights, strict=True))
    mean = sum(count * weight for count, weight in pairs) / sum(weights)
    if mean <= 0:
        return 0.0, 1.0
    pearson = sum(weight * (count - mean) ** 2 / mean for count, weight in pairs)
    return mean, pearson / (len(past) - 1)


def _outbreaks_weighed_down(past: Sequence[float], mean: float, dispersion: float) -> list[float]:
    if mean <= 0:
        return [1.0] * len(past)
    scale = sqrt(max(1.0, dispersion)) * sqrt(1 - 1 / len(past))
    residuals = [1.5 * (count ** (2 / 3) * mean ** (-1 / 6) - sqrt(mean)) / scale for count in past]
    raw = [residual**-2 if residual > _ANSCOMBE else 1.0 for residual in residuals]
    return [weight * len(past) / sum(raw) for weight in raw]


def cusum(
    counts: Sequence[float],
    expected: Sequence[float],
    *,
    ratio: float = 1.3,
    dispersion: float = 0.05,
) -> list[float]:
    """After each count how much likelier a level `ratio` times as high has become, as a logarithm,
    never below 0; negative binomial with variance m + dispersion * m². Equal to `glrnb` with
    theta = log(ratio).
    """
    sums: list[float] = []
    level = 0.0
    for count, mean in zip(counts, expected, strict=True):
        grown = (1 + dispersion * mean * ratio) / (1 + dispersion * mean)
        level = max(0.0, level + count * log(ratio) - (count + 1 / dispersion) * log(grown))
        sums.append(level)
    return sums


def chance_of_so_many(n: int, before: float, exposure: float, span: float) -> float:
    """How likely `n` or more are within `span`, given that `before` came within `exposure`.

    The rate itself is uncertain: a gamma-Poisson prediction, never surer than the history.
    """
    if n <= 0:
        return 1.0
    shape, share = before + 0.5, exposure / (exposure + span)
    chance = exp(shape * log(share))
    below = 0.0
    for count in range(n):
        below += chance
        chance *= (shape + count) / (count + 1) * (1 - share)
    if below < _COMMON:
        return 1.0 - below
    # What is left is exact to the last sixteenth digit, enough for the smallest chance asked for.
    tail, count = 0.0, n
    while chance > 0 and (count < n + 500) and chance > tail * 1e-9:
        tail += chance
        chance *= (shape + count) / (count + 1) * (1 - share)
        count += 1
    return min(1.0, tail)


def benjamini_hochberg(chances: Sequence[float], rate: float) -> list[bool]:
    """Which of the chances are small enough that at most `rate` of them are false."""
    order = sorted(range(len(chances)), key=lambda at: chances[at])
    last = max(
        (
            rank
            for rank, at in enumerate(order, 1)
            if chances[at] <= rate * rank / max(1, len(chances))
        ),
        default=0,
    )
    passed = set(order[:last])
    return [at in passed for at in range(len(chances))]
