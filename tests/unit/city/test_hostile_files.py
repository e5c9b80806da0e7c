"""A city pack of an unknown hand costs little, and what is no file of a pack is refused."""

import gc
import os
import time

import pytest

from tests.support.packs import PackCopy


def test_a_pipe_in_place_of_a_file_is_not_waited_for(pack: PackCopy):
    (pack.folder / "words.txt").unlink()
    os.mkfifo(pack.folder / "words.txt")
    assert "不是普通文件" in str(pack.read().faults)


def test_a_device_in_place_of_a_file_is_not_read(pack: PackCopy):
    (pack.folder / "units.csv").unlink()
    (pack.folder / "units.csv").symlink_to("/dev/zero")
    assert "不是普通文件" in str(pack.read().faults)


def test_a_file_larger_than_any_city_needs_is_not_read(pack: PackCopy):
    with (pack.folder / "places.csv").open("wb") as file:
        file.truncate(21 * 2**20)
    assert "文件超过 20 MB" in str(pack.read().faults)


@pytest.mark.parametrize("name", ["places.csv", "duties.csv", "units.csv", "districts.csv"])
def test_very_many_rows_cost_in_proportion(pack: PackCopy, name):
    file = pack.folder / name
    head, *rows = file.read_text("utf-8").splitlines()

    def seconds(rows_in_all):
        copies = [f"x{number}{rows[number % len(rows)]}" for number in range(rows_in_all)]
        file.write_text("\n".join([head, *copies]), "utf-8")
        gc.collect()
        gc.freeze()  # what other tests left in the memory is no cost of this file
        start = time.process_time()
        pack.read()
        cost = time.process_time() - start
        gc.unfreeze()
        return cost

    seconds(100)
    assert seconds(16_000) < 24 * (seconds(2_000) + 0.1)


def test_a_name_of_very_many_parts_is_refused_before_it_is_taken_apart(pack: PackCopy):
    file = pack.folder / "city.toml"
    file.write_text(file.read_text("utf-8") + "\n" + ".".join(["a"] * 50_000) + " = 1\n", "utf-8")
    start = time.process_time()
    assert "名称分段过多" in str(pack.read().faults)
    assert time.process_time() - start < 20
