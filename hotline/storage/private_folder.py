"""The data folder is its owner's alone: folders 0700, files 0600, whatever the umask was."""

import os
from contextlib import suppress
from pathlib import Path

FOLDER_MODE, FILE_MODE = 0o700, 0o600
OTHERS = 0o077


def open_private_folder(folder: Path) -> None:
    """Make the folder, close it to others, and let this process make private files from now on.

    The umask belongs to the process: the database, the index and the models are written by
    libraries that take no mode. A folder that stood open before is closed through and through. What
    belongs to another user stays as it is; `hotline doctor` names it.
    """
    os.umask(os.umask(OTHERS) | OTHERS)
    folder.mkdir(parents=True, exist_ok=True, mode=FOLDER_MODE)
    if folder.stat().st_mode & OTHERS:
        _close(folder)


def open_to_others(folder: Path) -> list[Path]:
    """The folder and the files in it (not below) that others may read or write."""
    paths = (path for path in (folder, *folder.iterdir()) if not path.is_symlink())
    return [path for path in paths if path.stat().st_mode & OTHERS]


def _close(folder: Path) -> None:
    for place, folders, files in os.walk(folder):
        for name in folders:
            _set_mode(Path(place, name), FOLDER_MODE)
        for name in files:
            _set_mode(Path(place, name), FILE_MODE)
    _set_mode(folder, FOLDER_MODE)


def _set_mode(path: Path, mode: int) -> None:
    # a temporary file of somebody may be gone; a symbolic link leads elsewhere
    with suppress(PermissionError, FileNotFoundError):
        if not path.is_symlink():
            path.chmod(mode)
