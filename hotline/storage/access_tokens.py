"""Access tokens by digest and by name."""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from hotline.domain.errors import NotFound
from hotline.domain.models import AccessToken


def token_of_digest(session: Session, digest: str) -> AccessToken | None:
    """One that was not withdrawn."""
    query = select(AccessToken).where(
        AccessToken.digest == digest, col(AccessToken.withdrawn_at).is_(None)
    )
    return session.exec(query).first()


def token_of_name(session: Session, name: str) -> AccessToken | None:
    return session.exec(select(AccessToken).where(AccessToken.name == name)).first()


def known_token(session: Session, name: str) -> AccessToken:
    token = token_of_name(session, name)
    if token is None:
        raise NotFound(f"没有接入令牌“{name[:40]}”", remedy="请用 hotline token list 查看已有令牌")
    return token


def all_tokens(session: Session) -> Sequence[AccessToken]:
    return session.exec(select(AccessToken).order_by(col(AccessToken.name))).all()
