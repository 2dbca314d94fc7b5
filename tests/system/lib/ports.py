"""Free ports of the loopback address, below those that the system gives to outgoing connections."""
import random
import socket

_given = set()


def free_port():
    """A port that nobody listens on now, and that this process did not give before."""
    for _ in range(1000):
        port = random.randint(20000, 32000)
        if port in _given:
            continue
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
        _given.add(port)
        return port
    raise RuntimeError("no free port found")


def listens(port):
    """Whether something takes connections there."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0
