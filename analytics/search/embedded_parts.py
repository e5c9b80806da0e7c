"""Parts of an embedded index, each made by a process of its own, and how the whole index takes
one over.

Tantivy's segments are files that never change: `meta.json` names the segments of an index,
`.managed.json` the files that it may remove once no segment needs them. A part is a small index, so
its files move over and its segments are named there as well.
"""

import json
import os
import shutil
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import tantivy

from analytics.search.base import EngineUnavailable, Portion
from analytics.search.batch import pack_all
from analytics.search.embedded_schema import schema, written
from classifiers.whole_file import whole_file

# Tickets of a part, and bytes that hold their terms until a segment is written: enough for about as
# many.
TICKETS = 50_000
_HEAP = 128_000_000
_META, _MANAGED = "meta.json", ".managed.json"


def write_part(parts: Path, batches: Iterable[Sequence[Mapping[str, Any]]]) -> Portion:
    """An index of these documents in a new folder below `parts`.

    The content of the portion is that folder.
    """
    failed: dict[int, str] = {}
    count = 0
    try:
        path = Path(tempfile.mkdtemp(dir=parts))
        writer = tantivy.Index(schema(), path=str(path)).writer(_HEAP, 1)
        for documents in batches:
            ready, broken = pack_all(written, documents)
            for document in ready:
                writer.add_document(document)
            count, failed = count + len(documents), failed | broken
        writer.commit()
        writer.wait_merging_threads()
    except (ValueError, OSError) as error:
        raise EngineUnavailable(f"搜索索引写入失败（{parts}）：{error}") from error
    return Portion(path, count, failed)


def adopt(index: Path, part: Path) -> None:
    """Take over the segments of a part; nobody may have `index` open for writing.

    Killed on the way, `index` is as before, and the files that came already are removed by its next
    writer.
    """
    whole, more = _read(index / _META), _read(part / _META)
    names = [file.name for file in part.iterdir() if file.name.partition(".")[0] in _segments(more)]
    _write(index / _MANAGED, sorted({*_read(index / _MANAGED), *names}))
    for name in names:
        os.replace(part / name, index / name)
    whole["segments"] += more["segments"]
    whole["opstamp"] = max(whole["opstamp"], more["opstamp"])
    _write(index / _META, whole)
    shutil.rmtree(part)


def _segments(meta: Mapping[str, Any]) -> set[str]:
    return {segment["segment_id"].replace("-", "") for segment in meta["segments"]}


def _read(file: Path) -> Any:
    return json.loads(file.read_bytes())


def _write(file: Path, content: Any) -> None:
    with whole_file(file) as out:
        out.write(json.dumps(content).encode())
