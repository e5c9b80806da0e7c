"""WeChat's side: what it pushes, signed and sealed by a client that others wrote, and a stub of its
interface that answers as documented.
"""

import itertools
import json
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

from wechatpy.crypto import WeChatCrypto, WeChatSigner

from hotline.domain.models import WechatAccount
from hotline.domain.time.times import CITY_TIME
from hotline.domain.wechat.markup import write_xml
from hotline.wechat.accounts import AccountFacts, AccountSecrets, add_account
from tests.support.receivers import Sent
from tests.support.web import Web

TOKEN, SECRET, APP = "platformToken1", "0123456789abcdef0123456789abcdef", "wx5823bf96d3bd56c7"
AES_KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"
OPENID, ORIGINAL = "oABCD_1234-abcdefghijklmnopq", "gh_0123456789ab"


def an_account(session: Any, vault: Any, now: Any, **facts: str) -> WechatAccount:
    aes_key = facts.pop("aes_key", "")
    name, original = facts.pop("name", "city"), facts.pop("original_id", ORIGINAL)
    return add_account(
        session,
        name,
        AccountFacts(original, APP, **facts),
        AccountSecrets(TOKEN, SECRET, aes_key),
        vault,
        now,
        by="tests",
    )


@dataclass
class Platform:
    """WeChat with one account of ours."""

    web: Web
    name: str = "city"
    aes_key: str = ""
    _numbers: Any = field(default_factory=lambda: itertools.count(1))

    def stamp(self) -> str:
        return str(int(self.web.now.replace(tzinfo=CITY_TIME).timestamp()))

    def query(self, nonce: str = "", **more: str) -> dict[str, str]:
        stamp, nonce = self.stamp(), nonce or f"n{next(self._numbers)}"
        signer = WeChatSigner()
        signer.add_data(TOKEN, stamp, nonce)
        return {"signature": signer.signature, "timestamp": stamp, "nonce": nonce} | more

    def message(self, **fields: Any) -> dict[str, Any]:
        """A message of the follower; `Content` alone makes it a text."""
        head = {"ToUserName": ORIGINAL, "FromUserName": OPENID, "CreateTime": int(self.stamp())}
        usual = {"MsgType": "text", "MsgId": 10_000 + next(self._numbers)}
        if fields.get("MsgType") == "event":
            usual = {}
        return head | usual | fields

    def push(self, message: dict[str, Any], query: dict[str, str] | None = None) -> Any:
        """As XML, sealed where the account is in the secure mode."""
        return self.send(write_xml(message), query)

    def send(self, body: str | bytes, query: dict[str, str] | None = None) -> Any:
        query = query or self.query()
        if self.aes_key:
            body, query = self.sealed(str(body), query)
        path = f"/wechat/{self.name}"
        return self.web.client.post(path, content=body, params=query)

    def sealed(self, body: str, query: dict[str, str]) -> tuple[str, dict[str, str]]:
        crypto = WeChatCrypto(TOKEN, self.aes_key, APP)
        whole = crypto.encrypt_message(body, query["nonce"], query["timestamp"])
        signature = whole.split("<MsgSignature><![CDATA[")[1].split("]]>")[0]
        return whole, query | {"encrypt_type": "aes", "msg_signature": signature}


@dataclass
class WechatStub:
    """WeChat's interface: the tokens that it gave, what was sent, and what it answers next.

    answers  `errcode` of the next sendings, one after the other; then 0
    files    what followers sent, by media_id: bytes, or of a film its address
    """

    answers: list[int] = field(default_factory=list)
    tokens: list[str] = field(default_factory=list)
    forced: list[bool] = field(default_factory=list)
    sent: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    token_error: int = 0
    files: dict[str, bytes | str] = field(default_factory=dict)

    def __call__(self, request: Sent) -> tuple[int, bytes, dict[str, str]]:
        path, _, query = request.path.partition("?")
        if path == "/cgi-bin/media/get":
            return self._file(dict(parse_qsl(query)))
        body = json.loads(request.body)
        if path == "/cgi-bin/stable_token":
            return self._answer(self._token(body))
        assert request.headers["content-type"].startswith("application/json")
        if query != f"access_token={self.tokens[-1]}":
            return self._answer({"errcode": 40001, "errmsg": "invalid credential"})
        code = self.answers.pop(0) if self.answers else 0
        if not code:
            self.sent.append((path, body))
        return self._answer({"errcode": code, "errmsg": "ok" if not code else f"no, {code}"})

    def _file(self, query: dict[str, str]) -> tuple[int, bytes, dict[str, str]]:
        if query["access_token"] != self.tokens[-1]:
            return self._answer({"errcode": 40001, "errmsg": "invalid credential"})
        file = self.files.get(query["media_id"])
        if file is None:
            return self._answer({"errcode": 40007, "errmsg": "invalid media_id"})
        if isinstance(file, str):
            return self._answer({"video_url": file})
        return 200, file, {"Content-Type": "application/octet-stream"}

    def texts(self) -> list[str]:
        return [body["text"]["content"] for _, body in self.sent if "text" in body]

    def _token(self, body: dict[str, Any]) -> dict[str, Any]:
        assert (body["grant_type"], body["appid"]) == ("client_credential", APP)
        assert body["secret"] == SECRET
        if self.token_error:
            return {"errcode": self.token_error, "errmsg": "invalid"}
        self.forced.append(body["force_refresh"])
        self.tokens.append(f"token-{len(self.tokens) + 1}")
        return {"access_token": self.tokens[-1], "expires_in": 7200}

    @staticmethod
    def _answer(document: dict[str, Any]) -> tuple[int, bytes, dict[str, str]]:
        return 200, json.dumps(document).encode(), {"Content-Type": "application/json"}
