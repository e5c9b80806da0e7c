"""The lock file of the image: pinned, with hashes, within the ranges of pyproject.toml."""

import re
import tomllib
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).resolve().parents[3]
LOCKS = ("requirements.lock", "deploy/build.lock")
PINNED = re.compile(r"^([\w.-]+(?:\[[\w,-]+\])?)==([^ ;\\]+)(?: ; [^\\]+)? \\$")
HASH = re.compile(r"^    --hash=sha256:[0-9a-f]{64}(?: \\)?$")
LINUX = {"extra": "", "sys_platform": "linux", "platform_system": "Linux"}


def locked(name="requirements.lock"):
    """Version by name; every line is a pinned package or a hash of one."""
    versions, hashes = {}, {}
    for line in (ROOT / name).read_text().splitlines():
        if match := PINNED.match(line):
            package = canonicalize_name(match[1].partition("[")[0])
            versions[package], hashes[package] = Version(match[2]), 0
        else:
            assert HASH.match(line), line
            hashes[package] += 1
    assert all(hashes.values()), hashes
    return versions


def needed():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    return [Requirement(text) for text in project["dependencies"]]


def lacking(requirements, versions):
    """What of these is not locked, or not in its range."""
    names = [(requirement, canonicalize_name(requirement.name)) for requirement in requirements]
    return [
        str(requirement)
        for requirement, name in names
        if name not in versions or versions[name] not in requirement.specifier
    ]


@pytest.mark.parametrize("name", LOCKS)
def test_every_package_is_pinned_with_hashes(name):
    assert locked(name)


def test_what_the_project_needs_is_locked_within_its_ranges():
    assert lacking(needed(), locked()) == []


def test_what_those_need_is_locked_too():
    versions, waiting, names = locked(), list(needed()), set()
    while waiting:
        requirement = waiting.pop()
        name = canonicalize_name(requirement.name)
        extras = requirement.extras or {""}
        if (name, *sorted(extras)) in names:
            continue
        names.add((name, *sorted(extras)))
        assert name in versions, str(requirement)
        try:
            texts = distribution(requirement.name).requires or []
        except PackageNotFoundError:
            continue
        below = [Requirement(text) for text in texts]
        waiting += [
            part
            for part in below
            if not part.marker
            or any(part.marker.evaluate(LINUX | {"extra": extra}) for extra in extras)
        ]
    assert len(names) > 40


def test_the_image_installs_by_hash_alone_and_no_registry_is_written_down():
    commands = (ROOT / "deploy/Dockerfile").read_text()
    installs = re.findall(r"pip install[^\n&]*", commands)
    assert len(installs) == 3
    assert all("--require-hashes" in line or "--no-deps" in line for line in installs)
    for name in LOCKS:
        text = (ROOT / name).read_text()
        assert "://" not in text
        assert "index-url" not in text


def test_a_version_out_of_its_range_and_a_missing_package_are_seen():
    versions = {"one": Version("1.5")}
    requirements = [Requirement("one>=2"), Requirement("two"), Requirement("One<2")]
    assert lacking(requirements, versions) == ["one>=2", "two"]
