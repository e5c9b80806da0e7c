"""The files of a city pack: found in a folder, decoded, counted against the list of those that
must be there.
"""

import hashlib
from collections.abc import Mapping
from pathlib import Path

from hotline.city.encodings import decode
from hotline.city.faults import Report

FILES = (
    *("city.toml", "districts.csv", "places.csv", "units.csv", "categories.csv", "duties.csv"),
    *("deadlines.csv", "calendar.csv", "words.txt", "sensitive.csv", "scores.toml"),
)
# Files that came later: a pack without one has the file of 示例市, and the check says so.
LATER = ("ladder.csv", "danger.csv", "notices.csv", "phrases.csv")
# A pack without one of these has none.
OPTIONAL = ("map.geojson",)
LARGEST = 20 * 1024 * 1024


def read_files(folder: Path, report: Report) -> dict[str, str]:
    """Texts by name; a file that is missing, too large or not decodable has a fault and no text."""
    if not folder.is_dir():
        report.fault(
            str(folder),
            1,
            1,
            str(folder),
            f"没有名为“{folder}”的文件夹",
            "请检查路径，城市包是一个文件夹",
        )
        return {}
    later = (*LATER, *OPTIONAL)
    known = [*FILES, *(name for name in later if (folder / name).exists())]
    texts = {name: _read(folder / name, report) for name in known}
    others = sorted(
        path.name
        for path in folder.iterdir()
        if path.suffix in (".csv", ".toml", ".geojson") and path.name not in known
    )
    if others:
        report.note(f"以下文件不属于城市包，未读取：{'、'.join(others)}")
    return {name: text for name, text in texts.items() if text is not None}


def _read(path: Path, report: Report) -> str | None:
    try:
        if path.exists() and not path.is_file():  # a pipe or a device may never end
            report.fault(path.name, 1, 1, "", "不是普通文件，没有读取", "请放入普通的文本文件")
            return None
        if path.stat().st_size > LARGEST:
            report.fault(path.name, 1, 1, "", f"文件超过 {LARGEST >> 20} MB", "请检查是否放错文件")
            return None
        return decode(path.name, path.read_bytes(), report)
    except FileNotFoundError:
        missing(path.name, report)
    except OSError as error:
        report.fault(
            path.name, 1, 1, "", f"不能读取文件（{error.strerror}）", "请检查文件类型和权限"
        )
    return None


def missing(name: str, report: Report) -> None:
    remedy = "请参照示例市的同名文件补上；没有内容时只留表头"
    report.fault(name, 1, 1, "", f"缺少文件 {name}", remedy)


def digest_of(files: Mapping[str, str]) -> str:
    """SHA-256 over names and texts: the same content has the same digest in whatever encoding it
    came.
    """
    sha = hashlib.sha256()
    for name in sorted(files):
        body = files[name].encode("utf-8", "surrogatepass")
        sha.update(f"{name}\0{len(body)}\0".encode() + body)
    return sha.hexdigest()
