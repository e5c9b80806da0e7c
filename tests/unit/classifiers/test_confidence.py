"""A confidence means how often the first label is right, and labels keep the order of their
scores.
"""

import numpy as np
from scipy.sparse import csr_matrix

from classifiers.category import LinearLabels
from classifiers.confidence import ConfidenceCurve, fit_curve

LABELS = ["电", "水", "灯", "路", "桥"]


def first_labels(count: int, *, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Leads over the second label, of which the square of the half is right."""
    dice = np.random.default_rng(seed)
    lead = dice.uniform(0.0, 2.0, count)
    return lead, dice.random(count) < (lead / 2) ** 2


def test_what_is_said_is_how_often_it_is_right() -> None:
    curve = fit_curve(*first_labels(2000, seed=1))
    lead, right = first_labels(20_000, seed=2)
    sure = curve.confidence(lead)
    for low in (0.05, 0.2, 0.4, 0.6, 0.8):
        part = (sure >= low) & (sure < low + 0.2)
        assert abs(right[part].mean() - sure[part].mean()) < 0.05


def test_more_is_never_said_of_less_and_nothing_is_wholly_sure() -> None:
    curve = fit_curve(np.linspace(0, 1, 60), np.arange(60) >= 30)
    sure = curve.confidence(np.linspace(0, 1, 500))
    assert (np.diff(sure) >= 0).all()
    assert 0 < sure.min() < 0.1
    assert 0.9 < sure.max() < 1


def test_labels_stand_in_the_order_of_their_scores_where_their_chances_have_vanished() -> None:
    scores = np.array([[900.0, 300.0, -500.0, 299.0, -501.0], [0.0, 0.1, 0.2, 0.3, 0.4]])
    curve = ConfidenceCurve(np.array([0.2, 1.0]), np.array([0.1, 0.3]))
    linear = LinearLabels.of(
        LABELS, np.eye(5), np.zeros(5), temperature=40.0, doubt=0.05, curve=curve
    )
    chances = linear.predict_proba(csr_matrix(scores))
    assert np.argsort(-chances[0]).tolist() == [0, 1, 3, 2, 4]
    assert np.argsort(-chances[1]).tolist() == [4, 3, 2, 1, 0]
    assert len(np.unique(chances[0])) == 5


def test_the_first_label_has_what_the_curve_says_of_its_lead_and_no_other_has_more() -> None:
    curve = ConfidenceCurve(np.array([0.0, 1.0]), np.array([0.1, 0.3]))
    linear = LinearLabels.of(LABELS, np.eye(5), np.zeros(5), temperature=2.0, curve=curve)
    [chances] = linear.predict_proba(csr_matrix([[0.75, 1.0, 0.0, 0.0, 0.0]]))
    assert abs(chances[1] - 0.2) < 1e-5
    assert chances[0] < chances[1]
    assert chances.sum() <= 1.001
