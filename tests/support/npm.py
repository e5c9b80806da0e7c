"""Programs of others under Node, installed once from their lock file."""

import shutil
import subprocess
from pathlib import Path

from tests.support.required import missing

BUILT = Path(__file__).parents[2] / "build"
LOCK = "package-lock.json"


def installed(source: Path, kind: str) -> Path:
    """The folder with the packages and the files of `source`; skips or fails without Node or npm.

    kind  what is missing then, as HOTLINE_REQUIRE names it
    """
    for program in ("node", "npm"):
        if shutil.which(program) is None:
            missing(kind, f"no {program} was found")
    folder = BUILT / source.name
    folder.mkdir(parents=True, exist_ok=True)
    lock, done = (source / LOCK).read_bytes(), folder / "node_modules" / ".hotline"
    for path in source.iterdir():
        if path.is_file():
            shutil.copy(path, folder / path.name)
    if done.is_file() and done.read_bytes() == lock:
        return folder
    command = ["npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts"]
    result = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    if result.returncode != 0:
        missing(kind, f"npm ci failed: {result.stderr.strip()[-300:]}")
    done.write_bytes(lock)
    return folder
