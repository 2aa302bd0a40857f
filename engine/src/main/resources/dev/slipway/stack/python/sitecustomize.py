# Loaded before the program. A server that listens for its own machine alone is reached by nobody in a pod.
import os
import socket

_bind = socket.socket.bind


def _opened(self, address):
    if isinstance(address, tuple) and address[0] in ("localhost", "127.0.0.1") and str(address[1]) == os.environ.get("PORT"):
        address = ("0.0.0.0", *address[1:])
    return _bind(self, address)


socket.socket.bind = _opened
