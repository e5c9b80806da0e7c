"""Ports that nobody uses."""

import socket


def free_port() -> int:
    """A port whose neighbour 100 above is free too: an Elasticsearch node takes that one for its
    transport.
    """
    return free_ports(1)[0]


def free_ports(count: int) -> list[int]:
    """Such ports that do not disturb each other."""
    ports: list[int] = []
    while len(ports) < count:
        with socket.socket() as first, socket.socket() as second:
            first.bind(("127.0.0.1", 0))
            port = first.getsockname()[1]
            try:
                second.bind(("127.0.0.1", port + 100))
            except (OSError, OverflowError):
                continue
            if all(abs(port - other) not in (0, 100) for other in ports):
                ports.append(port)
    return ports
