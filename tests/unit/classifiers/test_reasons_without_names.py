"""A caller's name is no reason that anybody reads."""

from classifiers.classification import Classification, Suggestion, without_words_of
from classifiers.predict import Classifier


def read(*shown: str) -> Classification:
    reasons = [f"分类依据：{'、'.join(shown)}", "分类把握不足，请派单员从候选中选择"]
    kind = Suggestion("complaint", "投诉", 0.9)
    return Classification(
        None, [], kind, kind, [], True, reasons=reasons, category_words=tuple(shown)
    )


def test_words_of_the_callers_name_stand_in_no_reason():
    reading = without_words_of(read("油烟", "欧阳", "饭店"), "欧阳小花")
    assert reading.category_words == ("油烟", "饭店")
    assert reading.reasons == ["分类依据：油烟、饭店", "分类把握不足，请派单员从候选中选择"]


def test_where_nothing_else_is_left_no_line_is_shown_and_without_a_name_all_stays():
    assert without_words_of(read("欧阳"), "欧阳小花").reasons == [
        "分类把握不足，请派单员从候选中选择"
    ]
    whole = read("油烟", "欧阳")
    assert without_words_of(whole, "") is whole


def test_a_village_that_no_list_knows_is_no_reason():
    assert "李庄村" not in Classifier().classify("河西镇李庄村的路坑坑洼洼").category_words
