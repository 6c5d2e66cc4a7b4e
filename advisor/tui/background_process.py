"""A process beside the app that works out what takes longer than a frame, so that no answer waits for it.

Requests and replies are pickles with their length in front, on the child's standard input and output. The child
ends with its input.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import select
import struct
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    import datetime

    from advisor.case.case import Case

PAUSE_S = 0.5
"""So long the user has to be still before the long part begins."""
PAINT_S = 0.05
"""So long the child leaves the processor to the app, which paints the panel."""
_LENGTH = struct.Struct("!I")
_NICE = 10
_PROGRAM = "from advisor.tui.background_process import serve; serve()"

Told = Callable[[int, object], object]


@dataclass(frozen=True)
class Ended:
    """The reply of a child that ended although nobody closed it; the next request starts another."""


class Stream(Protocol):
    """What is read from."""

    def read(self, size: int, /) -> bytes | None:
        """At most `size` bytes."""

    def fileno(self) -> int:
        """The descriptor."""


class Background:
    """The child, started by `prepare` or with the first request.

    `told` is called in a thread: the request's number, a reply.
    """

    def __init__(self, as_of: datetime.date, told: Told) -> None:
        self._as_of, self._told = as_of, told
        self._child: subprocess.Popen[bytes] | None = None

    def prepare(self) -> None:
        """Start the child, which reads rules and knowledge while the user reads the first screen."""
        with contextlib.suppress(OSError):
            self._child = self._child or self._start()

    def ask(self, number: int, case: Case) -> None:
        """Work on this case and leave any other. Reply: OutlookSummary, after a pause."""
        if self._child is not None and self._child.poll() is not None:
            self.close()
        try:
            child = self._child = self._child or self._start()
            assert child.stdin is not None
            _send(child.stdin, (number, case, self._as_of))
        except OSError:
            self.close()
            self._told(number, Ended())

    def close(self) -> None:
        """End the child."""
        child, self._child = self._child, None
        if child is not None:
            child.kill()
            child.wait()
            for stream in (child.stdin, child.stdout):
                if stream is not None:
                    with contextlib.suppress(OSError):
                        stream.close()

    def _start(self) -> subprocess.Popen[bytes]:
        child = subprocess.Popen(
            [sys.executable, "-P", "-c", _PROGRAM],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(str(Path(p).absolute()) for p in sys.path if p)},
        )
        threading.Thread(target=self._listen, args=(child,), daemon=True).start()
        return child

    def _listen(self, child: subprocess.Popen[bytes]) -> None:
        assert child.stdout is not None
        with contextlib.suppress(OSError, ValueError, EOFError, pickle.UnpicklingError):
            while True:
                self._told(*_receive(child.stdout))
        if self._child is child:
            child.kill()
            child.wait()
            self._told(0, Ended())


def serve() -> None:
    """The child's life: the newest request first, the long part only when none comes during the pause."""
    with contextlib.suppress(OSError, AttributeError):
        os.nice(_NICE)
    with (
        open(sys.stdin.fileno(), "rb", buffering=0, closefd=False) as requests,
        open(sys.stdout.fileno(), "wb", closefd=False) as replies,
        contextlib.suppress(EOFError, BrokenPipeError, KeyboardInterrupt),
    ):
        _warm()
        while True:
            request = _receive(requests)
            while _waits(requests, PAINT_S):
                request = _receive(requests)
            _answer(request, requests, replies)


def _warm() -> None:
    from advisor.decide import load_basis
    from advisor.errors import BadInput

    with contextlib.suppress(BadInput):  # the app says so itself
        load_basis()


def _answer(request: Any, requests: Stream, replies: IO[bytes]) -> None:
    from advisor.decide import decide, load_basis
    from advisor.errors import BadInput, EngineUnavailable
    from advisor.sensitivity import outlook
    from advisor.tui.outlook_summary import looked

    number, case, as_of = request
    try:
        if not _waits(requests, PAUSE_S):
            basis = load_basis()
            decision = decide(case, basis, as_of)
            _send(replies, (number, looked(decision, outlook(decision, basis))))
    except (BadInput, EngineUnavailable):
        return


def _waits(requests: Stream, seconds: float) -> bool:
    return bool(select.select([requests], [], [], seconds)[0])


def _send(stream: IO[bytes], what: object) -> None:
    content = pickle.dumps(what)
    stream.write(_LENGTH.pack(len(content)) + content)
    stream.flush()


def _receive(stream: Stream) -> Any:
    (length,) = _LENGTH.unpack(_exactly(stream, _LENGTH.size))
    return pickle.loads(_exactly(stream, length))


def _exactly(stream: Stream, size: int) -> bytes:
    content = b""
    while len(content) < size:
        part = stream.read(size - len(content))
        if not part:
            raise EOFError
        content += part
    return content
