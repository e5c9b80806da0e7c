"""Libraries and application use the same keys for the same words."""

from classifiers import request_type, urgency
from hotline.domain.vocabulary import REQUEST_TYPES, URGENCIES


def test_the_classifier_knows_the_urgencies_of_the_application():
    assert urgency.NAMES == URGENCIES


def test_the_classifier_suggests_only_request_types_of_the_application():
    assert request_type.NAMES.items() <= REQUEST_TYPES.items()
