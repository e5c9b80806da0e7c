"""hotline serve: pages, API and worker of one installation."""

import os
from typing import Any

import click

from hotline.commands.options import installation_options
from hotline.config import Settings

# A connection rests this long before it is closed: longer than proxies (a minute) and clients
# (often five seconds) keep theirs, so that no request meets one that is just being closed.
REST_SECONDS = 65


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port",
    default=8012,
    show_default=True,
    type=click.IntRange(0, 65535),
    help="Port to listen on.",
)
@click.option(
    "--workers", default=1, show_default=True, type=click.IntRange(1, 64), help="Server processes."
)
@installation_options
def serve(settings: Settings, host: str, port: int, workers: int) -> None:
    """Serve pages and API until interrupted.

    The worker that feeds the index and the intake line run beside it.
    """
    serve_installation(settings, host=host, port=port, workers=workers)


def serve_installation(
    settings: Settings, *, host: str = "127.0.0.1", port: int = 8012, workers: int = 1
) -> None:
    """Run the server.

    Several processes read the settings from the environment that they inherit.
    """
    import uvicorn

    from hotline.app import create_app

    click.echo(f"热线正在启动：http://{host}:{port} （数据目录 {settings.data}）", err=True)
    options = server_options(settings) | {"host": host, "port": port}
    if workers == 1:
        uvicorn.run(create_app(settings, worker=True, writer=True), **options)
        return
    os.environ |= environment_of(settings)
    uvicorn.run("hotline.app:app_from_environment", factory=True, workers=workers, **options)


def server_options(settings: Settings) -> dict[str, Any]:
    """How the server runs, for uvicorn; raises InvalidInput for proxies, networks and a receiver of
    notices that cannot be.

    The address of a request may hold a caller's query code, so addresses are not logged. Without a
    proxy nobody's word on addresses is taken, not even this machine's own.
    """
    from hotline.delivery.networks import allowed_networks
    from hotline.operation.notice_posting import check_receiver
    from hotline.operation.proxies import trusted_proxies
    from hotline.web.cable.frames import LONGEST_FRAME
    from hotline.web.timed_protocol import TimedProtocol

    proxies = trusted_proxies(settings)
    allowed_networks(settings)
    check_receiver(settings)
    return {
        "access_log": False,
        "server_header": False,
        "log_level": "warning",
        "http": TimedProtocol,
        "timeout_keep_alive": REST_SECONDS,
        "ws": "websockets-sansio",
        "ws_max_size": LONGEST_FRAME,
        "proxy_headers": bool(proxies),
        "forwarded_allow_ips": proxies,
    }


def environment_of(settings: Settings) -> dict[str, str]:
    """The variables by which another process finds the same installation."""
    values = {
        "DATA": str(settings.data),
        "DATABASE": settings.database,
        "SEARCH": settings.search,
        "KEY": settings.key,
        "METRICS_TOKEN": settings.metrics_token,
        "PROXIES": settings.proxies,
        "ADDRESS": settings.address,
        "CRYPTO": settings.crypto,
        "OIDC_ISSUER": settings.sign_on.issuer,
        "OIDC_CLIENT": settings.sign_on.client,
        "OIDC_SECRET": settings.sign_on.secret,
        "OIDC_NAME": settings.sign_on.name,
        "OIDC_MFA": "trust" if settings.sign_on.trusts_mfa else "",
        "WECHAT_API": settings.wechat_api,
        "WEBHOOK_NETWORKS": settings.webhook_networks,
        "NOTICES_TO": settings.notices_to,
        "NOTICES_SECRET": settings.notices_secret,
    }
    return {f"HOTLINE_{name}": value for name, value in values.items() if value}
