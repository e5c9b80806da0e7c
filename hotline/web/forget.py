"""Litestar keeps the last 1,024 form bodies of the process in a cache, personal data and all:
empty it after each form.
"""

from litestar._parsers import parse_url_encoded_form_data
from litestar.types import Message, Scope


async def forget_forms(message: Message, scope: Scope) -> None:
    """Before the answer to a POST goes out, nothing of its body is kept any longer."""
    if message["type"] == "http.response.start" and scope.get("method") == "POST":
        parse_url_encoded_form_data.cache_clear()
