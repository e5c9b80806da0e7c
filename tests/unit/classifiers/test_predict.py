"""The classifier that comes with the project, and none at all."""

import csv
from pathlib import Path

import pytest
from sklearn.metrics import f1_score

from classifiers.default import train_default
from classifiers.material import category_names, lessons
from classifiers.predict import Classifier, default_classifier

REAL = Path(__file__).parents[3].parent / "shared" / "data" / "messages" / "train.csv"
SEVEN = {
    **dict.fromkeys(("01", "02", "03", "04", "17"), "城乡建设"),
    **dict.fromkeys(("05", "06"), "交通运输"),
    **dict.fromkeys(("07", "09", "15"), "劳动和社会保障"),
    **dict.fromkeys(("10", "16"), "教育文体"),
    **dict.fromkeys(("12", "13", "14"), "环境保护"),
    **dict.fromkeys(("11", "18"), "商贸旅游"),
    "08": "卫生计生",
}


def test_every_second_level_category_has_words_and_sentences() -> None:
    codes = {code for code in category_names() if len(code) == 4}
    assert len(codes) == 129
    assert {lesson.code for lesson in lessons() if lesson.is_words} == codes
    assert {lesson.code for lesson in lessons() if not lesson.is_words} == codes


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("路口烧烤摊占道经营，城管来了就跑", "0101"),
        ("小区停水三天，自来水公司电话打不通", "0401"),
        ("包工头拖欠农民工工资二十万，老板跑路", "0701"),
        ("新农合住院报销材料交了两个月没有到账", "0902"),
        ("邻居把电瓶车推进电梯上楼充电", "1702"),
        ("饭店油烟直排居民楼，没有油烟净化器", "0113"),
    ],
)
def test_plain_matters_find_their_category(text: str, code: str) -> None:
    classification = default_classifier().classify(text)
    assert classification.category
    assert (
        classification.category.code,
        classification.abstained,
        len(classification.alternatives),
    ) == (code, False, 3)


@pytest.mark.parametrize("text", ["", " \n", "！！！", "\ud800\x00", "🙂" * 50, "xyz qwerty"])
def test_what_says_nothing_goes_to_the_dispatcher(text: str) -> None:
    classification = default_classifier().classify(text)
    assert (classification.category, classification.abstained) == (None, True)


def test_ten_million_characters_are_read_like_their_beginning() -> None:
    assert default_classifier().classify("小区停水三天，自来水公司电话打不通。" * 500_000).category


def test_without_a_model_everything_goes_to_the_dispatcher() -> None:
    classification = Classifier.load(None).classify("投诉小区停水，楼上起火")
    assert (
        classification.category,
        classification.alternatives,
        classification.abstained,
        classification.model,
    ) == (
        None,
        [],
        True,
        "none",
    )
    assert (classification.request_type.code, classification.urgency.code) == (
        "complaint",
        "critical",
    )
    assert any("派单员" in reason for reason in classification.reasons)


def test_one_by_one_and_many_at_once_agree() -> None:
    texts = ["路灯不亮", "", "医院乱收费", "停水" * 3000]
    classifier = default_classifier()
    assert classifier.classify_many(texts) == [classifier.classify(text) for text in texts]


def test_the_sensitive_words_of_the_city_are_found() -> None:
    classification = (
        default_classifier().in_city(sensitive={"讨薪": ["讨薪", "欠薪"]}).classify("工人ＸＸ讨薪")
    )
    assert [(hit.kind, hit.word) for hit in classification.sensitive] == [("讨薪", "讨薪")]


def test_the_same_material_makes_the_same_model() -> None:
    first, second = train_default(), train_default()
    assert (first.pipeline[-1].coef_ == second.pipeline[-1].coef_).all()


@pytest.mark.skipif(not REAL.exists(), reason="the real messages are not here")
def test_the_default_model_reaches_its_mark_on_messages_it_never_saw() -> None:
    with REAL.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    classifications = default_classifier().classify_many([row["text"] for row in rows])
    guesses = [SEVEN[classification.alternatives[0].code[:2]] for classification in classifications]
    assert f1_score([row["label"] for row in rows], guesses, average="macro") >= 0.75


def test_a_word_or_two_are_not_enough_to_be_sure():
    for text in ("你好", "没有正文", "在吗"):
        assert default_classifier().classify(text).abstained
    assert not default_classifier().classify("小区门口的路灯坏了，晚上看不清路").abstained
