"""The channels look alike: what each takes, how each refuses, and the limit of the city."""

from dataclasses import replace

import pytest

from hotline.domain.errors import InvalidInput
from tests.support.channels import assert_is_channel, channel_modules

CHANNELS = ["agent_sheet", "api", "spreadsheet", "web_form"]
MODULES = channel_modules()


def with_limit(desk, characters):
    settings = replace(desk.city.settings, text_max=characters)
    return replace(desk, city=replace(desk.city, settings=settings))


def faults_of(module, data, desk):
    with pytest.raises(InvalidInput) as refusal:
        module.parse(data, desk)
    return dict(refusal.value.faults)


def test_every_channel_is_listed_here():
    assert sorted(MODULES) == CHANNELS


@pytest.mark.parametrize("name", CHANNELS)
def test_the_example_of_a_channel_is_a_report(name, desk):
    assert_is_channel(MODULES[name], desk)


@pytest.mark.parametrize("name", CHANNELS)
def test_every_fault_is_named_at_once(name, desk):
    module = MODULES[name]
    faults = faults_of(module, {**module.example(), "text": "", "phone": "call me"}, desk)
    assert sorted(faults) == ["phone", "text"]


@pytest.mark.parametrize("name", CHANNELS)
def test_a_text_longer_than_the_city_takes_is_refused_with_both_lengths(name, desk):
    module, strict = MODULES[name], with_limit(desk, 120)
    longest = {**module.example(), "text": "长" * 120}
    assert len(module.parse(longest, strict).text) == 120
    faults = faults_of(module, {**longest, "text": "长" * 121}, strict)
    assert "121" in faults["text"]
    assert "120" in faults["text"]


def test_no_city_can_take_more_than_the_fixed_ceiling(desk):
    module = MODULES["api"]
    faults = faults_of(module, {"text": "长" * 20_001}, with_limit(desk, 50_000))
    assert "最多 20000 个" in faults["text"]


def test_who_sends_the_web_form_anonymously_is_not_kept(desk):
    form = {**MODULES["web_form"].example(), "identity": "anonymous"}
    report = MODULES["web_form"].parse(form, desk)
    assert (report.caller, report.phone, report.identity) == ("", "", "anonymous")


def test_the_web_form_is_never_another_channel(desk):
    form = {**MODULES["web_form"].example(), "channel": "phone", "ref": "A-1"}
    report = MODULES["web_form"].parse(form, desk)
    assert (report.channel, report.ref) == ("web", "")


def test_a_caller_of_the_api_comes_by_a_public_channel_and_staff_by_any(desk, cast):
    api, data = MODULES["api"], {"text": "路灯不亮已经一个星期了。", "channel": "phone"}
    assert api.parse(data, desk).channel == "web"
    assert api.parse(data, desk, actor=cast.agent).channel == "phone"


def test_a_number_of_a_spreadsheet_is_read_as_people_see_it(desk):
    spreadsheet = MODULES["spreadsheet"]
    report = spreadsheet.parse(spreadsheet.example(), desk, channel="letter")
    assert (report.ref, report.phone, report.channel) == ("20260309017", "13900000001", "letter")
