"""Training on a city's own rows: odd data is reported or refused, the split is named, the scores
are honest.
"""

from pathlib import Path
from random import Random

import pytest

from classifiers.dataset import DataRefused, LabelledTexts, labelled_texts, read_table
from classifiers.evaluate import evaluate
from classifiers.material import lesson_texts
from classifiers.near_copies import group_near_copies
from classifiers.split import make_splits
from classifiers.train import train

KINDS = {"0101": "占道", "0401": "供水", "0701": "欠薪", "0501": "公交"}


def random_texts(count: int, *, seed: int = 1) -> LabelledTexts:
    chance, lessons = Random(seed), list(zip(*lesson_texts(), strict=True))
    own = {code: [text for text, label in lessons if label == code] for code in KINDS}
    labels = [chance.choice(list(KINDS)) for _ in range(count)]
    return LabelledTexts(
        ["，".join(chance.sample(own[code], 4)) for code in labels],
        [KINDS[code] for code in labels],
        [""] * count,
        [],
    )


def test_a_model_learns_and_says_how_it_was_measured() -> None:
    model = train(random_texts(240))
    assert model.labels == sorted(KINDS.values())
    assert model.scores["macro_f1"] > 0.9
    assert "近似重复" in model.scores["split"]
    assert [row["precision"] for row in model.scores["coverage"]] == [0.9, 0.95, 0.97, 0.99]
    fresh = evaluate(model, random_texts(100, seed=2))
    assert fresh["accuracy"] > 0.9
    assert fresh["texts_per_second"] > 0


def test_with_times_the_newest_fifth_is_unseen() -> None:
    data = random_texts(100)
    data.times = [f"2026/1/{i % 28 + 1} {i % 24}:00" for i in range(100)]
    split = make_splits(group_near_copies(data.texts), data.times, data.labels)
    [(known, unseen)] = split.parts
    days = [int(time.split()[0].split("/")[2]) for time in data.times]
    assert max(days[i] for i in known) <= min(days[i] for i in unseen)
    assert "时间" in split.kind


def test_one_label_cannot_be_learned() -> None:
    with pytest.raises(DataRefused, match="只有 1 个标签"):
        train(LabelledTexts(["停水", "停电"], ["一", "一"], ["", ""], []))


def test_a_label_with_one_example_and_two_labels_of_different_width_are_reported(
    tmp_path: Path,
) -> None:
    file = tmp_path / "a.csv"
    file.write_text(
        (
            "正文,类别\n停水了,供水\n又停水,供水 \n没水,供 水\n路灯,ＡＢ\n路灯坏,AB\n,供水\n"
            "停水了,AB\n"
        ),
        encoding="utf-8",
    )
    data = labelled_texts(read_table(file), text="正文", label="类别")
    assert data.labels == ["供水", "供水", "供 水", "AB", "AB", "AB"]
    assert any("只有一个例子" in note for note in data.notes)
    assert any("已合并" in note for note in data.notes)
    assert any("1 行没有文本（第 7 行）" in note for note in data.notes)
    assert any("标签不同" in note for note in data.notes)


def test_a_missing_column_is_refused_with_those_there_are(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("id,text\n1,停水\n", encoding="utf-8")
    with pytest.raises(DataRefused, match=r"没有“label”.*id、text"):
        labelled_texts(read_table(file), text="text", label="label")


@pytest.mark.parametrize("content", [b"\x00\x01\x02binary", b"PK\x03\x04\x00\x00"])
def test_binary_is_refused(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes(content)
    with pytest.raises(DataRefused, match="二进制"):
        read_table(file)


def test_a_folder_and_a_broken_workbook_are_refused(tmp_path: Path) -> None:
    with pytest.raises(DataRefused, match="是文件夹"):
        read_table(tmp_path)
    broken = tmp_path / "a.xlsx"
    broken.write_bytes(b"no workbook")
    with pytest.raises(DataRefused, match="XLSX"):
        read_table(broken)


def test_na_stays_a_text_and_gbk_is_read_and_said(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes("text,label\nNA,无\nnull,供水\n".encode("gbk"))
    table = read_table(file)
    assert (table.columns, table.notes) == (
        {"text": ["NA", "null"], "label": ["无", "供水"]},
        ["文件按 GBK 编码读取"],
    )


def test_ten_megabytes_in_one_cell_are_cut_and_not_choked_on(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("text,label\n" + "水" * 10_000_000 + ",供水\n", encoding="utf-8")
    assert len(read_table(file).column("text")[0]) == 200_000


@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_commas_semicolons_and_tabs_part_the_columns(tmp_path: Path, sign: str) -> None:
    file = tmp_path / "a.csv"
    file.write_text(f"text{sign}label\n停水{sign}供水\n", encoding="utf-8")
    assert read_table(file).columns == {"text": ["停水"], "label": ["供水"]}


def test_a_quote_that_nobody_closes_is_named_by_its_line(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text('text,label\n路灯坏,路灯\n"停水,供水\n没水,供水\n', encoding="utf-8")
    with pytest.raises(DataRefused, match="第 3 行的引号"):
        read_table(file)


def test_a_name_of_two_columns_and_one_column_for_both_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("text,text,label\n停水,x,供水\n", encoding="utf-8")
    with pytest.raises(DataRefused, match="几列都叫“text”"):
        labelled_texts(read_table(file), text="text", label="label")
    with pytest.raises(DataRefused, match="同一列“label”"):
        labelled_texts(read_table(file), text="label", label="label")


def test_a_label_as_long_as_a_text_is_left_out_and_said(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text(
        "text,label\n停水,供水\n没水,供水\n停电," + "供" * 300_000 + "\n", encoding="utf-8"
    )
    data = labelled_texts(read_table(file), text="text", label="label")
    assert (data.labels, data.notes) == (
        ["供水", "供水"],
        ["1 行的标签超过 100 个字（第 4 行）：已跳过，请检查是否指定了正确的标签列"],
    )


def test_the_sheet_with_the_wanted_columns_is_read_and_numbers_stay_codes(tmp_path: Path) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    book.active.append(["说明"])
    book.create_sheet("数据").append(["text", "label"])
    book["数据"].append(["停水", 102.0])
    book.save(tmp_path / "a.xlsx")
    table = read_table(tmp_path / "a.xlsx", only={"text", "label"})
    assert (table.columns, table.notes) == (
        {"text": ["停水"], "label": ["102"]},
        ["读取工作表“数据”，其余 1 张未用"],
    )


@pytest.mark.parametrize("texts", [["停水", "停电"], ["停水了", "停电了没人", "路灯不亮好几天"]])
def test_too_few_texts_are_refused_with_the_remedy(texts: list[str]) -> None:
    with pytest.raises(DataRefused, match=r"文本太少.*更多行"):
        train(
            LabelledTexts(
                texts, [str(number) for number in range(len(texts))], [""] * len(texts), []
            )
        )


def test_near_copies_are_one_group_and_others_are_not() -> None:
    long = "小区楼下的烧烤店每天晚上油烟直排居民楼，多次反映没有改变，请尽快处理"
    groups = group_near_copies(
        [long, long + "！谢谢", "公司拖欠三个月工资，老板跑路，请劳动监察部门帮忙讨回血汗钱", "水"]
    )
    assert groups[0] == groups[1]
    assert len(set(groups)) == 3
