"""What an npz file says of its arrays, before memory is taken for them."""

from math import prod
from typing import IO
from zipfile import ZipFile

from numpy.lib import format as npy


def check_arrays(packed: IO[bytes], largest: int) -> None:
    """Raise ValueError when the arrays together take more than so many bytes, or one says that it
    is larger than what is packed for it.
    """
    with ZipFile(packed) as archive:
        sizes = {part.filename: part.file_size for part in archive.infolist()}
        if len(sizes) < len(archive.infolist()) or sum(sizes.values()) > largest:
            raise ValueError(f"解开后超过 {largest >> 20} MB，或同名数组不止一个")
        for name, size in sizes.items():
            with archive.open(name) as member:
                announced = _told_size(member)
            if announced > size:
                raise ValueError(f"数组 {name} 自称 {announced} 字节，文件中只有 {size} 字节")


def _told_size(member: IO[bytes]) -> int:
    version = npy.read_magic(member)
    read = npy.read_array_header_1_0 if version == (1, 0) else npy.read_array_header_2_0
    shape, _, dtype = read(member)
    return prod(shape) * int(dtype.itemsize)
