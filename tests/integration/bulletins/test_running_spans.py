"""A bulletin of a span that goes on says until when it counts, and that its comparisons do too."""

from datetime import date

import pytest

from hotline.bulletins.spans import bulletin_span
from hotline.domain.bulletins import BulletinKind
from tests.conftest import MONDAY


@pytest.mark.parametrize("kind", list(BulletinKind))
def test_the_head_of_a_running_span_says_until_when_it_counts(kind):
    running = bulletin_span(kind, MONDAY.date(), MONDAY)
    assert "截至3月9日10时00分" in running.name
    assert all(name.endswith("同期") or name.startswith("此前") for name in running.others)


@pytest.mark.parametrize("kind", list(BulletinKind))
def test_one_that_has_ended_has_its_days_and_whole_comparisons(kind):
    whole = bulletin_span(kind, date(2026, 2, 15), MONDAY)
    assert "截至" not in whole.name
    assert "同期" not in whole.before
