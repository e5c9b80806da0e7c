"""Budgets that all server processes of one machine share: a file that each has in its memory.

A digest stands for an address, with a salt of this file. What a crash or another version leaves is
harmless: a bucket from before the machine's last start counts as full.
"""

import fcntl
import hashlib
import mmap
import os
import secrets
import struct
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

SALT, DIGEST = 16, 8
# Digest of an address, what is left, when that was.
RECORD = struct.Struct(f"{DIGEST}sdd")
# Places where an address may stand; the one that was asked for longest ago gives way.
PROBES = 8
EVERYBODY = b"\0" * DIGEST


class SharedTable:
    """A table of buckets for each kind of work in `kinds`; open it in each process."""

    def __init__(self, folder: Path, kinds: Mapping[str, Any], places: int) -> None:
        self._places, self._kinds = places, {name: at for at, name in enumerate(kinds)}
        size = SALT + RECORD.size * (places + PROBES) * len(kinds)
        self._file = os.open(folder / f"budgets-{size}", os.O_RDWR | os.O_CREAT, 0o600)
        with self.locked():
            if os.fstat(self._file).st_size != size:
                os.ftruncate(self._file, size)
                os.pwrite(self._file, secrets.token_bytes(SALT), 0)
            self._map = mmap.mmap(self._file, size)
        self._salt = self._map[:SALT]

    @contextmanager
    def locked(self) -> Iterator[None]:
        """No other process reads or writes meanwhile; the system unlocks for one that dies."""
        fcntl.flock(self._file, fcntl.LOCK_EX)
        try:
            yield
        finally:
            fcntl.flock(self._file, fcntl.LOCK_UN)

    def place_of(self, kind: str, address: str) -> int:
        """Where the bucket of the address stands, made where there is none; "" is everybody."""
        start = SALT + RECORD.size * (self._places + PROBES) * self._kinds[kind]
        if not address:
            return start
        digest = hashlib.blake2b(address.encode(), digest_size=DIGEST, key=self._salt).digest()
        first = 1 + int.from_bytes(digest) % self._places
        places = [start + RECORD.size * (first + step) for step in range(PROBES - 1)]
        records = {place: RECORD.unpack_from(self._map, place) for place in places}
        known = next((place for place in places if records[place][0] == digest), None)
        if known is None:
            known = min(places, key=lambda place: records[place][2])
            RECORD.pack_into(self._map, known, digest, 0.0, 0.0)
        return known

    def read(self, place: int) -> tuple[float, float]:
        """What is left, and when that was; 0 for a bucket that nobody used."""
        _, left, at = RECORD.unpack_from(self._map, place)
        return left, at

    def write(self, place: int, left: float, at: float) -> None:
        digest, _, _ = RECORD.unpack_from(self._map, place)
        RECORD.pack_into(self._map, place, digest, left, at)

    def close(self) -> None:
        self._map.close()
        os.close(self._file)


class SharedBudget:
    """The budget of one kind of work in the table."""

    def __init__(self, table: SharedTable, kind: str, allowance: Any) -> None:
        self._table, self._kind, self._allowance = table, kind, allowance

    def spend(self, address: str, cost: float, now: float) -> float:
        """0 when it was spent, else after how many seconds to ask again; then nothing was."""
        table = self._table
        with table.locked():
            places = [table.place_of(self._kind, name) for name in (address or "-", "")]
            left = [
                self._filled(table.read(place), rate, now)
                for place, rate in zip(places, self._allowance, strict=True)
            ]
            wait: float = max(
                (min(cost, rate.burst) - rest) / rate.per_second
                for rest, rate in zip(left, self._allowance, strict=True)
            )
            taken = 0.0 if wait > 0 else cost
            for place, rest in zip(places, left, strict=True):
                table.write(place, rest - taken, now)
        return max(0.0, wait)

    @staticmethod
    def _filled(bucket: tuple[float, float], rate: Any, now: float) -> float:
        left, at = bucket
        is_old = not 0 < at <= now
        full, filled = float(rate.burst), left + (now - at) * float(rate.per_second)
        return full if is_old else min(full, filled)
