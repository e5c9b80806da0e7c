"""What is typed on a page becomes the form that the API reads, or is refused in its words."""

from typing import Annotated, Literal

import msgspec
import pytest

from hotline.domain.errors import InvalidInput
from hotline.web.steps.form import StepForm, fields_of, named
from hotline.web.steps.typed import read_typed


class Visit(StepForm):
    place: Annotated[str, named("地点", "门牌号")]
    result: Annotated[Literal["seen", "missed"], named("结果")]
    agreed: Annotated[bool, named("是否同意")]
    people: Annotated[int | None, named("人数")] = None
    photos: Annotated[list[str], named("照片")] = msgspec.field(default_factory=list)
    note: Annotated[str, named("备注")] = ""


VISIT = {"place": "东门", "result": "seen", "agreed": "yes"}


def test_texts_become_what_the_field_holds():
    form = read_typed(Visit, VISIT | {"people": "3", "photos": ["a", "b"], "version": "7"})
    assert (form.place, form.agreed, form.people, form.photos) == ("东门", True, 3, ["a", "b"])
    assert (form.version, form.note) == (7, "")


def test_a_list_may_be_typed_into_one_field():
    assert read_typed(Visit, VISIT | {"photos": "K-1@2，K-3@1 K-4"}).photos == [
        "K-1@2",
        "K-3@1",
        "K-4",
    ]


def test_of_a_button_and_a_list_of_the_same_name_the_button_counts():
    assert read_typed(Visit, VISIT | {"place": ["西门", "北门"]}).place == "西门"
    assert read_typed(Visit, VISIT | {"place": ["", "北门"]}).place == "北门"


def test_an_empty_choice_is_none_and_an_empty_text_is_empty():
    form = read_typed(Visit, VISIT | {"people": "", "version": "", "place": ""})
    assert (form.people, form.version, form.place) == (None, None, "")


def test_what_stands_around_the_form_is_no_part_of_it():
    assert read_typed(Visit, VISIT | {"_csrf": "x", "back": "/inbox"}).place == "东门"


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"result": "perhaps"}, "result"),
        ({"result": ""}, "result"),
        ({"agreed": "maybe"}, "agreed"),
        ({"agreed": ""}, "agreed"),
        ({"people": "three"}, "people"),
        ({"people": "3.5"}, "people"),
        ({"version": "x"}, "version"),
        ({"place": "东\x00门"}, "place"),
        ({"note": "长" * 20_001}, "note"),
        ({"photos": ["好", "\x07"]}, "photos"),
    ],
)
def test_a_wrong_value_is_told_beside_its_field(typed, field):
    with pytest.raises(InvalidInput) as refusal:
        read_typed(Visit, VISIT | typed)
    assert [name for name, _ in refusal.value.faults] == [field]
    assert str(refusal.value).startswith("有 1 处需要更正：")


def test_a_field_knows_its_label_its_hint_and_whether_it_is_needed():
    fields = fields_of(Visit)
    assert (fields["place"].label, fields["place"].hint) == ("地点", "门牌号")
    assert [name for name, field in fields.items() if field.needed] == [
        "place",
        "result",
        "agreed",
    ]
