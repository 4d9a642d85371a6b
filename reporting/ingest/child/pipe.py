"""What goes between us and the reading child: a length, then a pickle that may hold only our own values (layer 2)."""

import io
import pickle
import socket
import struct
import time
from dataclasses import dataclass
from typing import Any, Literal

from reporting.errors import BilanError, Sentence
from reporting.settings import Limits

_LENGTH = struct.Struct("!Q")
_PLAIN_MODULES = ("datetime", "pathlib", "decimal", "uuid")
_BUILTINS = frozenset({"set", "frozenset", "bytearray", "complex"})


@dataclass(frozen=True, slots=True)
class Request:
    """The import path of the caller, what the call may cost, and the call: a pickled (function, arguments)."""

    path: tuple[str, ...]
    limits: Limits
    call: bytes


@dataclass(frozen=True, slots=True)
class Answer:
    """How the call ended. trace: places in the code and the error's type, never its text: it may quote the file."""

    status: Literal["done", "refused", "memory", "died"]
    value: Any = None
    error: BilanError | None = None
    trace: str = ""


def packed(value: object) -> bytes:
    buffer = io.BytesIO()
    _Pickler(buffer, protocol=5).dump(value)
    return buffer.getvalue()


def send(line: socket.socket, data: bytes) -> None:
    line.sendall(_LENGTH.pack(len(data)) + data)


def receive(line: socket.socket, deadline: float | None = None) -> object:
    """The next value. EOFError if the other side is gone, TimeoutError after the deadline (time.monotonic).

    The child has handled hostile bytes: only plain values and our own dataclasses are accepted.
    """
    (length,) = _LENGTH.unpack(_read(line, _LENGTH.size, deadline))
    return _Unpickler(io.BytesIO(_read(line, length, deadline))).load()


def _read(line: socket.socket, size: int, deadline: float | None) -> bytes:
    data = bytearray()
    while len(data) < size:
        if deadline is not None:
            line.settimeout(max(deadline - time.monotonic(), 0.001))
        part = line.recv(min(size - len(data), 1 << 20))
        if not part:
            raise EOFError
        data += part
    return bytes(data)


def rebuild_error(kind: type[BilanError], what: Sentence, parts: dict[str, Any]) -> BilanError:
    return kind(what, **parts)


class _Pickler(pickle.Pickler):
    def reducer_override(self, obj: object) -> Any:
        """Errors with their sentences: the default would keep only the text."""
        if isinstance(obj, BilanError):
            parts = {"where": obj.where, "why": obj.why, "todo": obj.todo, "code": obj.code}
            return rebuild_error, (type(obj), obj.what, parts)
        return NotImplemented


class _Unpickler(pickle.Unpickler):
    def find_class(self, module_name: str, global_name: str, /) -> Any:
        allowed = (
            (module_name.startswith("reporting.") and "." not in global_name)
            or module_name.partition(".")[0] in _PLAIN_MODULES
            or (module_name == "builtins" and global_name in _BUILTINS)
        )
        found = super().find_class(module_name, global_name) if allowed else None
        if isinstance(found, type) or found is rebuild_error:
            return found
        raise pickle.UnpicklingError(f"{module_name}.{global_name} is not expected from the reading process")
