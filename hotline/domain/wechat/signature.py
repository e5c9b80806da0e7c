"""Who sent it: the signature by which WeChat shows that it knows the token of the account."""

import hashlib
import hmac
from datetime import datetime, timedelta

from hotline.domain.time.times import CITY_TIME

# WeChat repeats an unanswered push three times within 20 s; clocks may differ by a little.
FRESH = timedelta(minutes=5)
LONGEST = 64


def sign(token: str, *parts: str) -> str:
    """SHA-1, as documented, of all parts sorted and joined."""
    joined = "".join(sorted((token, *parts))).encode()
    return hashlib.sha1(joined, usedforsecurity=False).hexdigest()


def is_signed(signature: str, token: str, *parts: str) -> bool:
    if not token or any(len(part) > LONGEST for part in parts[:2]):
        return False
    return hmac.compare_digest(signature.encode(), sign(token, *parts).encode())


def is_fresh(timestamp: str, now: datetime) -> bool:
    """Whether it was signed within the last minutes; `timestamp` in Unix seconds, `now` local."""
    if not (timestamp.isascii() and timestamp.isdecimal() and len(timestamp) < 12):
        return False
    at = datetime.fromtimestamp(int(timestamp), CITY_TIME).replace(tzinfo=None)
    return abs(now - at) <= FRESH
