"""What comes to the address of an account: signed by its token, of this moment, opened."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NoReturn

from hotline.domain.errors import InvalidInput, NotSignedIn
from hotline.domain.models import WechatAccount
from hotline.domain.time.times import CITY_TIME
from hotline.domain.wechat.markup import write_xml
from hotline.domain.wechat.push import Parts, Push, read_parts, read_push
from hotline.domain.wechat.signature import is_fresh, is_signed, sign
from hotline.storage.vault import Vault
from hotline.wechat.accounts import envelope_of

LONGEST_ECHO = 1_000
NO_REPLY = "success"


@dataclass(frozen=True)
class Opened:
    """A push, the signature that it came with, and how an answer is written."""

    push: Push
    signature: str
    is_json: bool
    is_sealed: bool


def check_signature(
    account: WechatAccount, query: Mapping[str, str], vault: Vault, now: datetime
) -> str:
    """The signature of a request. Raises NotSignedIn, which says what the platform's side shows."""
    signature, stamp, nonce = (query.get(name, "") for name in ("signature", "timestamp", "nonce"))
    if not is_signed(signature, vault.decrypt(account.token), stamp, nonce):
        _refuse("签名不正确", "请核对公众平台“服务器配置”的 Token")
    if not is_fresh(stamp, now):
        _refuse("签名已过期", "请核对服务器时间")
    return signature


def echo_of(query: Mapping[str, str]) -> str:
    """What the platform wants to hear when an address is entered. Raises InvalidInput."""
    echo = query.get("echostr", "")
    if not echo or len(echo) > LONGEST_ECHO or not echo.isprintable():
        raise InvalidInput("没有 echostr", field="echostr", remedy="请在公众平台提交服务器配置")
    return echo


def open_push(
    account: WechatAccount, query: Mapping[str, str], body: bytes, vault: Vault, now: datetime
) -> Opened:
    """Raises NotSignedIn for what the platform did not sign, InvalidInput for what is no push."""
    signature = check_signature(account, query, vault, now)
    outer = read_parts(body)
    sealed, envelope = outer.values.get("Encrypt"), envelope_of(account, vault)
    if envelope is None:
        if sealed:
            raise InvalidInput(
                "收到加密消息",
                field="Encrypt",
                remedy="请用 hotline wechat secrets 填写加解密密钥",
            )
        return _opened(outer, signature, account, outer.is_json, is_sealed=False)
    if not isinstance(sealed, str):
        raise InvalidInput("收到明文消息", field="(正文)", remedy="请在公众平台改用安全模式")
    token, stamp, nonce = vault.decrypt(account.token), query["timestamp"], query["nonce"]
    if not is_signed(query.get("msg_signature", ""), token, stamp, nonce, sealed):
        _refuse("消息签名不正确", "请核对公众平台“服务器配置”的 Token")
    inner = read_parts(envelope.open(sealed).encode())
    return _opened(inner, signature, account, outer.is_json, is_sealed=True)


def write_reply(
    account: WechatAccount, opened: Opened, text: str, vault: Vault, now: datetime, nonce: str
) -> str:
    """The answer to a push, sealed as the push was."""
    seconds = int(now.replace(tzinfo=CITY_TIME).timestamp())
    answer: dict[str, str | int] = {
        "ToUserName": opened.push.openid,
        "FromUserName": account.original_id,
        "CreateTime": seconds,
        "MsgType": "text",
        "Content": text,
    }
    plain = write_xml(answer)
    envelope = envelope_of(account, vault) if opened.is_sealed else None
    if envelope is None:
        return plain
    sealed, stamp = envelope.seal(plain), str(seconds)
    signature = sign(vault.decrypt(account.token), stamp, nonce, sealed)
    head: dict[str, str | int] = {"Encrypt": sealed, "MsgSignature": signature}
    return write_xml(head | {"TimeStamp": seconds, "Nonce": nonce})


def _opened(
    parts: Parts, signature: str, account: WechatAccount, is_json: bool, *, is_sealed: bool
) -> Opened:
    push = read_push(parts)
    if push.account != account.original_id:
        raise InvalidInput(
            "消息不是发给这个公众号的", field="ToUserName", remedy="请核对原始 ID（gh_ 开头）"
        )
    return Opened(push, signature, is_json, is_sealed)


def _refuse(message: str, remedy: str) -> NoReturn:
    raise NotSignedIn(message, remedy=remedy)
