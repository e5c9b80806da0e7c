"""WeChat's interface: customer-service messages, subscription notices, the access token.

Source: the official account documentation. The token comes from `stable_token`, which tells each
asker the same one, so that another program with the same account is not thrown out. One holder
keeps it, encrypted, in the row of the account.
"""

import http.client
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeVar
from urllib.parse import quote

import msgspec

from hotline.delivery.posting import Posted, get, post, why_unreached
from hotline.domain.deliveries import SendingOutcome, SendingResult
from hotline.domain.errors import HotlineError, Unavailable
from hotline.domain.models import WechatAccount
from hotline.domain.wechat.answers import Answer, AnswerMeaning, answer_of
from hotline.storage.database import Database
from hotline.storage.vault import Vault
from hotline.storage.wechat import account_of_inbox

PATHS = {
    "message": "/cgi-bin/message/custom/send",
    "notice": "/cgi-bin/message/subscribe/bizsend",
}
TOKEN_PATH, MEDIA_PATH = "/cgi-bin/stable_token", "/cgi-bin/media/get"
# Films are the largest, by the documentation 10 MB.
LARGEST_MEDIA, OK = 20_000_000, 200
Result = TypeVar("Result")
# A token that ends this soon is not used any more.
SPARE, LASTS = timedelta(minutes=5), 7200
OUTCOMES = {
    AnswerMeaning.DONE: SendingOutcome.DONE,
    AnswerMeaning.HELD: SendingOutcome.HELD,
    AnswerMeaning.LATER: SendingOutcome.LATER,
    AnswerMeaning.TOKEN: SendingOutcome.LATER,
    AnswerMeaning.REFUSED: SendingOutcome.REFUSED,
}


class WechatRefusal(Exception):
    """What the interface answered where a token was asked for."""

    def __init__(self, code: int, answer: Answer) -> None:
        super().__init__(answer.reason)
        self.code, self.answer = code, answer


@dataclass(frozen=True)
class Fetched:
    """A file that WeChat gave."""

    status: int
    content: bytes


class WechatInterface:
    """Sends for the accounts of an installation; several threads may use it."""

    def __init__(
        self, address: str, database: Database, vault: Vault, now: Callable[[], datetime]
    ) -> None:
        self.address = address.rstrip("/")
        self.database, self.vault, self.now = database, vault, now
        self._fetching = threading.Lock()

    def send(self, inbox_id: int, event: str, body: bytes) -> SendingResult:
        """Never raises for what the interface does or fails to do."""
        return self._tried(inbox_id, lambda account: self._send(account, PATHS[event], body))

    def fetch(self, inbox_id: int, body: bytes) -> Fetched | SendingResult:
        """The file of the `media_id` in `body`; else why there is none. Never raises either."""
        media = str(msgspec.json.decode(body)["media_id"])
        return self._tried(inbox_id, lambda account: self._fetch_media(account, media))

    def _tried(
        self, inbox_id: int, work: Callable[[WechatAccount], Result]
    ) -> Result | SendingResult:
        try:
            account = self._account(inbox_id)
            if account is None:
                return SendingResult(SendingOutcome.REFUSED, reason="公众号已停用")
            return work(account)
        except WechatRefusal as refusal:
            reason = f"没有取得 access_token：{refusal.answer.reason}"
            return SendingResult(SendingOutcome.LATER, code=refusal.code, reason=reason)
        except (OSError, http.client.HTTPException, ValueError) as error:
            reason = f"没有连上微信：{why_unreached(error)}"
            return SendingResult(SendingOutcome.LATER, reason=reason)
        except Unavailable as error:  # what is away comes back: a key, a database
            return SendingResult(SendingOutcome.LATER, reason=error.message)
        except HotlineError as error:
            return SendingResult(SendingOutcome.REFUSED, reason=error.message)

    def _fetch_media(self, account: WechatAccount, media: str) -> Fetched | SendingResult:
        """A film is an address first, and then what is there."""
        query = quote(media, safe="")
        posted, answer = self._by_token(account, lambda token: self._get(query, token))
        if address := answer.get("video_url"):
            posted, answer = get(str(address), allowed=(), largest=LARGEST_MEDIA), {}
        if answer:
            return _result_of(posted.status, answer)
        if posted.status != OK:
            reason = f"微信返回 {posted.status}"
            return SendingResult(SendingOutcome.LATER, posted.status, reason=reason)
        return Fetched(posted.status, posted.body)

    def _get(self, query: str, token: str) -> tuple[Posted, dict[str, Any]]:
        """What came, and where that is a document of WeChat's instead of a file, that document."""
        url = f"{self.address}{MEDIA_PATH}?access_token={token}&media_id={query}"
        posted = get(url, allowed=None, largest=LARGEST_MEDIA)
        answer = msgspec.json.decode(posted.body) if posted.body.lstrip()[:1] == b"{" else {}
        return posted, answer if isinstance(answer, dict) else {}

    def _send(self, account: WechatAccount, path: str, body: bytes) -> SendingResult:
        """`errcode` says more than the HTTP status: both errors and successes are 200."""
        status, answer = self._by_token(
            account, lambda token: self._post(f"{path}?access_token={token}", body)
        )
        return _result_of(status, answer)

    def _by_token(
        self, account: WechatAccount, ask: Callable[[str], tuple[Result, dict[str, Any]]]
    ) -> tuple[Result, dict[str, Any]]:
        """A token that is no longer good is replaced once; then the other one speaks."""
        token = self._token(account)
        result, answer = ask(token)
        if answer_of(_code(answer)).meaning is AnswerMeaning.TOKEN:
            result, answer = ask(self._token(account, instead_of=token))
        return result, answer

    def _token(self, account: WechatAccount, instead_of: str = "") -> str:
        """The token that is stored, or a new one; `instead_of` one that was refused."""
        with self._fetching:
            stored = self._account(account.inbox_id) or account
            until, token = stored.token_until, self.vault.decrypt(stored.access_token)
            if token and token != instead_of and until and until - SPARE > self.now():
                return token
            token, seconds = self._fetch(account, is_forced=bool(instead_of))
            with self.database.writing() as session:
                row = session.get_one(WechatAccount, account.row_id)
                row.access_token = self.vault.encrypt(token)
                row.token_until = self.now() + timedelta(seconds=seconds)
            return token

    def _fetch(self, account: WechatAccount, *, is_forced: bool) -> tuple[str, int]:
        """Raises WechatRefusal."""
        question = {
            "grant_type": "client_credential",
            "appid": account.app_id,
            "secret": self.vault.decrypt(account.secret),
            "force_refresh": is_forced,
        }
        answer = self._post(TOKEN_PATH, msgspec.json.encode(question))[1]
        token, seconds = answer.get("access_token"), answer.get("expires_in")
        if not isinstance(token, str) or not token:
            code = _code(answer) or -1
            raise WechatRefusal(code, answer_of(code))
        return token, seconds if isinstance(seconds, int) and 0 < seconds <= LASTS else LASTS

    def _post(self, path: str, body: bytes) -> tuple[int, dict[str, Any]]:
        headers = {"Content-Type": "application/json; charset=utf-8"}
        posted = post(f"{self.address}{path}", body, headers, allowed=None)
        answer = msgspec.json.decode(posted.body)
        return posted.status, answer if isinstance(answer, dict) else {}

    def _account(self, inbox_id: int) -> WechatAccount | None:
        with self.database.reading() as session:
            return account_of_inbox(session, inbox_id)


def _result_of(status: int, answer: dict[str, Any]) -> SendingResult:
    code = _code(answer)
    meaning, reason = answer_of(code)
    return SendingResult(OUTCOMES[meaning], status, code, reason)


def _code(answer: dict[str, Any]) -> int:
    code = answer.get("errcode")
    return code if isinstance(code, int) else -1
