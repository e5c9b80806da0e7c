"""A hidden word is no reason that anybody reads."""

from classifiers.classification import Classification, Suggestion, without_words
from classifiers.danger.reader import Danger
from classifiers.predict import Classifier


def read(*shown: str) -> Classification:
    reasons = [f"分类依据：{'、'.join(shown)}", "分类把握不足，请派单员从候选中选择"]
    kind = Suggestion("complaint", "投诉", 0.9)
    return Classification(
        None,
        [],
        kind,
        kind,
        [],
        True,
        reasons=[*reasons, "紧急程度依据：欧阳、着火"],
        category_words=tuple(shown),
        urgent_words=("着火", "欧阳"),
        danger=Danger(0.9, True, ("fire",), ("欧阳", "着火")),
    )


def test_hidden_words_stand_in_no_reason():
    reading = without_words(read("油烟", "欧阳", "饭店"), "欧阳".__eq__)
    assert reading.category_words == ("油烟", "饭店")
    assert reading.reasons == [
        "分类依据：油烟、饭店",
        "分类把握不足，请派单员从候选中选择",
        "紧急程度依据：着火",
    ]
    assert (reading.urgent_words, reading.danger.words) == (("着火",), ("着火",))


def test_where_nothing_else_is_left_no_line_is_shown():
    assert without_words(read("欧阳"), "欧阳".__eq__).reasons == [
        "分类把握不足，请派单员从候选中选择",
        "紧急程度依据：着火",
    ]


def test_a_village_that_no_list_knows_is_no_reason():
    assert "李庄村" not in Classifier().classify("河西镇李庄村的路坑坑洼洼").category_words
