"""categories.csv: the matters of the city, two digits of code for each level."""

from hotline.city.cells import PackRow, repeated, unique
from hotline.city.reading import PackTable
from routing.tables import CategoryEntry

# As they stand in the file -> as routing reads them.
ROLES = {
    "": "",
    "conduct": "conduct",
    "作风": "conduct",
    "praise": "praise",
    "表扬": "praise",
}
CATEGORIES = "categories.csv", "code name parent", "keywords confidential role note successor"


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
            ROLES.get(row.choice("role", ROLES), ""),
        )
        categories.setdefault(code, entry)
    unique(table.rows, "code")
    unique(table.rows, "name", within="parent")
    _check_roles(table, categories)
    return categories


def _check_roles(table: PackTable, categories: dict[str, CategoryEntry]) -> None:
    """Each role belongs to one category that tickets get; without one for conduct the router
    knows complaints about staff by their words alone.
    """
    parents = {entry.parent for entry in categories.values()}
    holders: dict[str, PackRow] = {}
    for row in table.rows:
        role = ROLES.get(row["role"].lower(), "")
        if role and row["code"] in parents:
            row.fault("role", "不能填在有下级的类别上", "请填在最末一级的类别上")
        elif role and (first := holders.setdefault(role, row)) is not row:
            repeated(row, "role", row["role"], first)
    if table.is_usable and "conduct" not in holders:
        table.report.note(
            f"{table.file} 没有 role 为 conduct 的类别，反映工作人员作风的诉求只能按文字识别"
        )


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
