"""The filters of what left the house, as they stand in an address."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from hotline.domain.deliveries import DeliveryState
from hotline.domain.errors import InvalidInput

PARAMETERS = ("state", "inbox", "after")
LARGEST = 2**31 - 1


@dataclass(frozen=True)
class DeliveryFilter:
    """ "" and 0 for all; after: the id behind which the page begins."""

    state: str = ""
    inbox_id: int = 0
    after: int = 0


def read_delivery_filter(params: Mapping[str, str], inbox_ids: Collection[int]) -> DeliveryFilter:
    """Raises InvalidInput that names every wrong value."""
    faults = [(name, f"没有名为“{name[:40]}”的参数") for name in params if name not in PARAMETERS]
    values = {name: params.get(name, "").strip() for name in PARAMETERS}
    state, inbox, after = values["state"], values["inbox"], values["after"]
    if state and state not in tuple(DeliveryState):
        faults.append(("state", f"没有“{state[:40]}”这个状态；可用：{'、'.join(DeliveryState)}"))
    if inbox and read_number(inbox) not in inbox_ids:
        faults.append(("inbox", f"没有编号为“{inbox[:40]}”的会话入口；请从列表选择"))
    if after and not read_number(after):
        faults.append(("after", f"“{after[:40]}”不是页码位置；请从“下一页”进入"))
    if faults:
        raise InvalidInput("；".join(fault for _, fault in faults), faults=tuple(faults))
    return DeliveryFilter(state, read_number(inbox), read_number(after))


def read_number(text: str) -> int:
    """0 for what is no number of a row."""
    is_number = text.isascii() and text.isdecimal() and len(text) < 11
    return int(text) if is_number and int(text) <= LARGEST else 0
