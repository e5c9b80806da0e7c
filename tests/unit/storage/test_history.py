"""The digest of an entry is one that anybody can make again with a JSON library and SHA-256."""

import hashlib
import json
from datetime import datetime
from types import SimpleNamespace

from hypothesis import given
from hypothesis import strategies as st

from hotline.storage.history import CHAINED, digest_of

TEN_THOUSANDTHS = st.integers(-(10**9), 10**9).map(lambda number: round(number / 10_000, 4))
PLAIN = st.none() | st.booleans() | st.integers(-(2**63), 2**63) | st.text() | TEN_THOUSANDTHS
DETAILS = st.dictionaries(
    st.text(),
    st.recursive(PLAIN, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)),
)


@given(details=DETAILS, reason=st.text(), due=st.none() | st.datetimes())
def test_a_digest_is_the_hash_of_the_one_before_and_of_sorted_json_without_blanks(
    details, reason, due
):
    entry = SimpleNamespace(**dict.fromkeys(CHAINED, ""))
    entry.ticket_version, entry.at = 2, datetime(2026, 3, 9, 8, 30, 15)
    entry.details, entry.reason, entry.new_due = details, reason, due
    values = [getattr(entry, name) for name in CHAINED]
    plain = [
        value.isoformat(timespec="seconds") if isinstance(value, datetime) else value
        for value in values
    ]
    text = "before" + json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert digest_of(entry, "before") == hashlib.sha256(text.encode()).hexdigest()
