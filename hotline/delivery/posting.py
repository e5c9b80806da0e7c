"""One POST to another system: within a time, to an address that was judged, no further.

Redirects are not followed, proxies of the environment are not asked, and of the answer no more is
read than is needed.
"""

import http.client
import socket
import ssl
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from hotline.delivery.networks import Network, RefusedAddress, resolve
from hotline.domain.errors import InvalidInput

SECONDS, LARGEST, LONGEST = 10.0, 64 * 1024, 2_000
PORTS = {"http": 80, "https": 443}
UNREACHED: dict[type[Exception], str] = {
    socket.gaierror: "域名解析不到，请核对地址",
    ConnectionRefusedError: "对方拒绝连接",
    ssl.SSLError: "对方的证书或加密连接不可用",
    TimeoutError: "对方在限定时间内没有答复",
}


@dataclass(frozen=True)
class Posted:
    """What came back; headers by name in lower case."""

    status: int
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)


class _Straight(http.client.HTTPConnection):
    """A connection to these addresses, whatever the name may lead to by now."""

    def __init__(
        self, host: str, port: int, addresses: Sequence[str], tls: ssl.SSLContext | None
    ) -> None:
        super().__init__(host, port, timeout=SECONDS)
        self._addresses, self._tls, self.is_cut = addresses, tls, False

    def connect(self) -> None:
        fault = OSError("no address")
        for address in self._addresses:
            try:
                plain = socket.create_connection((address, self.port), self.timeout)
            except OSError as error:
                fault = error
                continue
            self.sock = (
                self._tls.wrap_socket(plain, server_hostname=self.host) if self._tls else plain
            )
            return
        raise fault

    def cut(self) -> None:
        """End it from another thread: whoever waits for it goes on."""
        self.is_cut = True
        if self.sock is not None:
            self.sock.shutdown(socket.SHUT_RDWR)


def checked_url(url: str) -> str:
    """An address that may be posted to. Raises InvalidInput."""
    try:
        parts = urlsplit(url.strip())
        right = parts.scheme in PORTS and parts.hostname and parts.port != 0
        right = right and parts.username is None and parts.password is None
    except ValueError:
        right = False
    if not right or len(url) > LONGEST or not url.strip().isprintable() or " " in url.strip():
        raise InvalidInput(
            "回调地址不可用", field="webhook", remedy="请写成 https://系统.example/路径，不带用户名"
        )
    return url.strip()


def refuse_inner_url(url: str, allowed: Sequence[Network]) -> None:
    """Raises InvalidInput for an address that leads inside the house, as far as is known now: what
    a name leads to is judged again whenever something is sent. "" leads nowhere.

    Asks the network for the name, so never within a transaction.
    """
    if not url:
        return
    parts = urlsplit(checked_url(url))
    try:
        resolve(parts.hostname or "", parts.port or PORTS[parts.scheme], allowed)
    except RefusedAddress as error:
        raise InvalidInput("回调地址在内部网络", field="webhook", remedy=error.remedy) from None
    except OSError:
        return


def why_unreached(error: Exception) -> str:
    """Why no answer came, for whoever looks after the address."""
    for kind, reason in UNREACHED.items():
        if isinstance(error, kind):
            return reason
    return f"没有连上（{type(error).__name__}）"


def post(
    url: str,
    body: bytes,
    headers: Mapping[str, str],
    *,
    allowed: Sequence[Network] | None,
) -> Posted:
    """Raises OSError or http.client.HTTPException where no whole answer came in time, and
    RefusedAddress.
    """
    return _exchange("POST", url, body, headers, allowed=allowed, largest=LARGEST)


def get(url: str, *, allowed: Sequence[Network] | None, largest: int) -> Posted:
    """The same for what is fetched; more than `largest` bytes are an OSError."""
    posted = _exchange("GET", checked_url(url), None, {}, allowed=allowed, largest=largest + 1)
    if len(posted.body) > largest:
        raise OSError("too large")
    return posted


def _exchange(
    method: str,
    url: str,
    body: bytes | None,
    headers: Mapping[str, str],
    *,
    allowed: Sequence[Network] | None,
    largest: int,
) -> Posted:
    parts = urlsplit(url)
    host, port = parts.hostname or "", parts.port or PORTS[parts.scheme]
    addresses = resolve(host, port, allowed)
    tls = ssl.create_default_context() if parts.scheme == "https" else None
    connection = _Straight(host, port, addresses, tls)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    clock = threading.Timer(SECONDS, _cut, [connection])
    clock.daemon = True
    clock.start()
    try:
        connection.request(method, path, body, dict(headers))
        answer = connection.getresponse()
        content = answer.read(largest)
        if connection.is_cut:
            raise TimeoutError("no whole answer in time")
        names = {name.lower(): value for name, value in answer.getheaders()}
        return Posted(answer.status, content, names)
    finally:
        clock.cancel()
        connection.close()


def _cut(connection: _Straight) -> None:
    try:
        connection.cut()
    except OSError:
        return
