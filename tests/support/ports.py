"""Ports that nobody uses."""

import socket


def free_port() -> int:
    """A port whose neighbour 100 above is free too: an Elasticsearch node takes that one for its transport."""
    while True:
        with socket.socket() as first, socket.socket() as second:
            first.bind(("127.0.0.1", 0))
            port = first.getsockname()[1]
            try:
                second.bind(("127.0.0.1", port + 100))
            except (OSError, OverflowError):
                continue
            return port
