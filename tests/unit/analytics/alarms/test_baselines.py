"""Numbers equal to R's `surveillance` 1.20.3, printed there with six digits."""

import shutil
import subprocess

import pytest

from analytics.alarms.baselines import (
    benjamini_hochberg,
    chance_of_so_many,
    cusum,
    ears_c2,
    farrington,
)

DAYS = [5, 7, 4, 6, 5, 3, 6, 5, 8, 4, 6, 7, 5, 6, 4, 5, 9, 6, 5, 7, 18, 6, 5, 4]
# earsC(method = "C2", baseline = 7, minSigma = 0, alpha = 0.001), from the tenth day on.
C2 = [9.299793, 9.299793, 10.241110, 10.241110, 10.241110, 10.881218, 10.014078, 10.014078]
C2 += [10.337355, 8.724207, 11.046328, 11.046328, 10.669682, 11.046328, 22.611031]
RISING = [10] * 20 + [11, 12, 12, 13, 14, 13, 15, 14, 16, 15]
# glrnb(mu0 = 10, alpha = 0.05, theta = log(1.3), ret = "value").
CUSUM = [0.0] * 21 + [0.098445, 0.196891, 0.462390, 0.894944, 1.160443, 1.760051, 2.192605]
CUSUM += [2.959266, 3.558874]
WEEKS = [8, 11, 9, 14, 7, 10, 12, 9, 13, 30, 8, 9, 11]


def weeks():
    return [WEEKS[at * 7 % len(WEEKS)] + at % 3 for at in range(5 * 52)]


def test_ears_c2_has_the_bounds_of_r():
    bounds = [ears_c2(DAYS[:day], alpha=0.001) for day in range(9, len(DAYS))]
    assert bounds == pytest.approx(C2, abs=1e-6)


def test_ears_c2_says_nothing_with_less_than_nine_days():
    assert ears_c2(DAYS[:8]) is None


def test_the_cusum_has_the_values_of_r():
    assert cusum(RISING, [10] * 30) == pytest.approx(CUSUM, abs=1e-6)


def test_farrington_says_nothing_without_years():
    assert farrington(weeks()[:200]) is None


@pytest.mark.surveillance
@pytest.mark.skipif(shutil.which("Rscript") is None, reason="needs r-cran-surveillance")
def test_farrington_has_the_bounds_of_r():
    counts = [*weeks(), 0]
    script = f"""suppressMessages(library(surveillance))
s <- sts(observed = matrix(c({",".join(map(str, counts))})), frequency = 52, start = c(2020, 1))
f <- farringtonFlexible(s, control = list(range = {len(counts)}, b = 4, w = 3, noPeriods = 1,
  trend = FALSE, pastWeeksNotIncluded = 26, weightsThreshold = 2.58, pThresholdTrend = 1,
  thresholdMethod = "delta", powertrans = "2/3", alpha = 0.01, reweight = TRUE))
cat(sprintf("%.6f %.6f", f@control$expected, upperbound(f)))"""
    answer = subprocess.run(["Rscript", "-e", script], capture_output=True, text=True, check=True)
    expected, bound = map(float, answer.stdout.split())
    assert farrington(counts[:-1]) == pytest.approx((expected, bound), abs=1e-5)


def test_a_count_is_rarer_the_more_history_says_so():
    short = chance_of_so_many(6, before=7, exposure=7, span=1)
    long = chance_of_so_many(6, before=56, exposure=56, span=1)
    assert 1e-4 < long < short < 0.02
    assert chance_of_so_many(0, 5, 7, 1) == 1.0
    assert chance_of_so_many(1000, 5, 7, 1) < 1e-50


def test_benjamini_and_hochberg_keep_what_their_paper_keeps():
    chances = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344]
    chances += [0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0]
    assert benjamini_hochberg(chances, 0.05) == [True] * 4 + [False] * 11
