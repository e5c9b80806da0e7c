"""The events of a call as its row keeps them."""

import msgspec

from hotline.domain.calls.events import CallEvent
from hotline.domain.models import PhoneCall
from hotline.storage.vault import Vault

_decode = msgspec.json.Decoder(tuple[CallEvent, ...]).decode
_encode = msgspec.json.encode


def events_of(call: PhoneCall, vault: Vault) -> tuple[CallEvent, ...]:
    """Empty for a new call, and for an old one whose events were dropped."""
    return _decode(vault.unseal(call.events)) if call.events else ()


def sealed_events(events: tuple[CallEvent, ...], vault: Vault) -> bytes:
    return vault.seal(_encode(events))
