from hotline.city.changes import compare


def test_lines_that_came_changed_and_went_are_told_by_their_keys(demo_city):
    text = demo_city.files["calendar.csv"]
    new = text.replace("2026-06-13,yes", "2026-06-14,yes").replace("13:30-16:00", "13:30-16:30")
    [change] = compare(demo_city.files, {**demo_city.files, "calendar.csv": new})
    assert (change.added, change.changed, change.removed) == (
        ("2026-06-14",),
        ("2026-12-31",),
        ("2026-06-13",),
    )


def test_a_changed_setting_is_told_by_its_path(demo_city):
    new = demo_city.files["scores.toml"].replace("weight = 10", "weight = 12")
    [change] = compare(demo_city.files, {**demo_city.files, "scores.toml": new})
    assert change.changed == ("scheme.2.part.1.weight",)


def test_a_file_in_another_order_has_no_changed_line(demo_city):
    head, *lines = demo_city.files["sensitive.csv"].strip().split("\n")
    new = "\n".join([head, *reversed(lines)])
    [change] = compare(demo_city.files, {**demo_city.files, "sensitive.csv": new})
    assert str(change) == "sensitive.csv：只有排列或备注不同"


def test_two_versions_of_one_duty_are_two_lines(demo_city):
    new = demo_city.files["duties.csv"].replace("2025年7月职责划转后", "职责划转后", 1)
    [change] = compare(demo_city.files, {**demo_city.files, "duties.csv": new})
    assert change.changed == ("0506 990102 2025-07-01",)


def test_a_column_that_is_still_empty_changes_no_line(demo_city):
    head, *lines = demo_city.files["units.csv"].strip().split("\n")
    new = "\n".join([f"{head},successor_new", *(f"{line}," for line in lines)])
    [change] = compare(demo_city.files, {**demo_city.files, "units.csv": new})
    assert (change.added, change.changed, change.removed) == ((), (), ())
