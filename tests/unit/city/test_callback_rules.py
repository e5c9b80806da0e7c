import pytest

from hotline.city.callback_rules import CallbackRules
from tests.support.packs import PackCopy

WORDS = {"city": "示例市", "no": "2603090000014", "title": "路灯不亮{unit}", "unit": "城管局"}


def test_the_script_is_filled_with_the_words_of_the_ticket_and_those_are_left_alone(demo_city):
    first, *_ = demo_city.settings.callback.spoken(**WORDS)
    assert "示例市12345" in first
    assert "“路灯不亮{unit}”，城管局已经答复" in first


@pytest.mark.parametrize("wrong", ["{tittle}", "{title.upper}", "{title!r:>9999}", "{", "{}"])
def test_a_placeholder_that_does_not_exist_is_a_fault_of_the_script(pack: PackCopy, wrong):
    line = pack.replace("city.toml", "“{title}”，{unit}已经", f"“{wrong}”，{{unit}}已经")
    [message] = pack.faults_at(("city.toml", line - 1, 10))
    assert "不可用" in message


def test_a_city_that_says_nothing_calls_everybody():
    rules = CallbackRules()
    assert ("consult" in rules.everyone, rules.share, rules.at_least) == (True, 100, 0)
