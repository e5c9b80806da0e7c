"""categories.csv: the matters of the city, two digits of code for each level."""

from hotline.city.cells import unique
from hotline.city.reading import PackTable
from routing.tables import CategoryEntry

CATEGORIES = "categories.csv", "code name parent", "keywords confidential note"


def read_categories(table: PackTable) -> dict[str, CategoryEntry]:
    restore_zeros(table, "code", "parent")
    rows = {row["code"]: row for row in reversed(table.rows)}
    categories: dict[str, CategoryEntry] = {}
    for row in table.rows:
        code = row.code()
        if code and not (code.isascii() and code.isdigit() and len(code) % 2 == 0):
            row.fault("code", "不是类别编码", "每级两位数字，如 04、0401")
        elif row["parent"] != code[:-2]:
            row.fault(
                "parent",
                f"与编码 {code} 不符",
                f"应为 {code[:-2]}" if code[:-2] else "一级类别没有上级，请清空",
            )
        elif row["parent"]:
            row.known("parent", rows, "categories.csv")
        entry = CategoryEntry(
            code,
            row.required("name"),
            row["parent"],
            row.items("keywords"),
            row.yes("confidential"),
        )
        categories.setdefault(code, entry)
    unique(table.rows, "code")
    unique(table.rows, "name", within="parent")
    return categories


def restore_zeros(table: PackTable, *columns: str) -> None:
    """Excel takes 0101 for the number 101: codes of categories have pairs of digits, so the zero
    can be given back.
    """
    restored = 0
    for column in columns:
        number = table.columns.get(column, 0)
        for row in table.rows:
            if row[column].isascii() and row[column].isdigit() and len(row[column]) % 2:
                row.cells[number - 1] = "0" + row[column]
                restored += 1
    if restored:
        table.report.note(
            f"{table.file} 有 {restored} 个类别编码缺开头的 0（表格软件会去掉），已按补 0 读取"
        )


def leaves(categories: dict[str, CategoryEntry]) -> list[CategoryEntry]:
    """Categories that have none below them: the ones that tickets get."""
    parents = {entry.parent for entry in categories.values()}
    return [entry for entry in categories.values() if entry.code not in parents]
