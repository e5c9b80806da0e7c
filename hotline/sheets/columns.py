"""Which column is which field of a report."""

from collections.abc import Mapping, Sequence

from hotline.domain.errors import InvalidInput
from hotline.sheets.header import is_twice, name_key

# field -> other names under which a column maps itself
FIELDS: dict[str, tuple[str, ...]] = {
    "ref": ("编号", "工单编号", "流水号", "工单号", "诉求编号", "受理编号"),
    "time": ("时间", "反映时间", "来电时间", "受理时间", "登记时间", "诉求时间"),
    "caller": ("诉求人", "姓名", "来电人", "反映人", "诉求人姓名", "市民姓名", "联系人"),
    "phone": (
        *("电话", "联系电话", "来电号码", "手机号", "手机号码", "电话号码", "手机"),
        *("诉求人电话", "联系方式"),
    ),
    "title": ("标题", "主题", "诉求标题", "工单标题"),
    "text": (
        *("内容", "诉求内容", "详情", "反映内容", "工单内容", "来电内容"),
        *("诉求描述", "问题描述", "诉求详情"),
    ),
    "address": ("地址", "事发地址", "事发地点", "详细地址", "诉求地址", "地点"),
    "request_type": ("诉求类型", "类型", "诉求性质", "工单类型"),
    "occurred": ("事发时间", "发生时间"),
    "accused": ("举报对象", "被举报人", "被反映单位"),
    "proxy": ("代办人", "代办人姓名"),
    "proxy_relation": ("与诉求人关系", "代办人关系"),
    "proxy_phone": ("代办人电话",),
    "enterprise": ("企业名称", "单位名称"),
    "credit_code": ("统一社会信用代码", "信用代码"),
    "contact": ("企业联系人", "单位联系人"),
}


def parse_maps(texts: Sequence[str]) -> dict[str, str]:
    """["ref=id,text=body", "time=when"] -> field to column; raises InvalidInput."""
    column_of: dict[str, str] = {}
    for piece in (piece for text in texts for piece in text.split(",")):
        field, equals, column = (part.strip() for part in piece.partition("="))
        if not equals or not column:
            raise InvalidInput(
                f"--map 中的“{piece}”有误", remedy="请写成 字段=列名，如 --map ref=id,text=内容"
            )
        if field not in FIELDS:
            raise InvalidInput(f"没有名为“{field}”的字段", remedy=f"可用字段：{'、'.join(FIELDS)}")
        if column_of.get(field, column) != column:
            raise InvalidInput(
                f"字段 {field} 同时指向“{column_of[field]}”和“{column}”两列", remedy="请只保留一个"
            )
        column_of[field] = column
    return column_of


# A file vouches for nobody: what opens the tickets of somebody's WeChat account comes by a gateway.
NEVER_READ = ("openid",)


def header_names(column_of: Mapping[str, str]) -> list[str]:
    """Names by which the row of column names is known."""
    usual = (name for field, names in FIELDS.items() for name in (field, *names))
    return [*column_of.values(), *usual]


def unused_columns(columns: Sequence[str], mapped: Mapping[str, str]) -> list[str]:
    """The columns that are no field of a report: they are told, not dropped in silence."""
    used = {*mapped.values(), *never_read(columns)}
    return [column for column in columns if column and column not in used]


def never_read(columns: Sequence[str]) -> list[str]:
    """The columns that no import may use, whatever stands in them."""
    return [column for column in columns if name_key(column) in NEVER_READ]


def map_columns(columns: Sequence[str], column_of: Mapping[str, str]) -> dict[str, str]:
    """Field to column: as `column_of` has it, then by the same name.

    Raises InvalidInput that lists the columns of the file.
    """
    by_key = {name_key(column): column for column in reversed(columns) if column}
    column_of = {field: by_key.get(name_key(name), name) for field, name in column_of.items()}
    listed = f"文件中的列：{'、'.join(column for column in columns if column) or '（无）'}"
    for field, column in column_of.items():
        if column not in columns:
            raise InvalidInput(
                f"字段 {field} 要的列“{column}”不在文件中", remedy=listed, field=field
            )
    mapped = dict(column_of)
    for field, names in FIELDS.items():
        keys = (name_key(name) for name in (field, *names))
        same = next((by_key[key] for key in keys if key in by_key), None)
        if same and field not in mapped and same not in column_of.values():
            mapped[field] = same
    if "text" not in mapped:
        raise InvalidInput(
            "找不到诉求内容（text）所在的列",
            remedy=f"请用 --map text=列名 指明。{listed}",
            field="text",
        )
    twice = next((column for column in mapped.values() if is_twice(column, columns)), None)
    if twice:
        raise InvalidInput(f"文件中有两列都叫“{twice}”，无法确定用哪一列", remedy="请改名其中一列")
    return mapped
