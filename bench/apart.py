"""Many who follow a sitting live in a process of their own, which is asked and answers through a pipe."""

from __future__ import annotations

import multiprocessing
from typing import TYPE_CHECKING, Any, Generic, Self, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

Answer = TypeVar("Answer")
#: Seconds within which it answers.
PATIENCE = 120.0


class Apart(Generic[Answer]):
    """Such a process, from ``with`` on.

    Args:
        live: What runs in it: is given its end of the pipe and the arguments, sends a first answer once it is ready,
            and then one for each request, an exception where that failed.
    """

    def __init__(self, live: Callable[..., None], *arguments: Any) -> None:
        context = multiprocessing.get_context("spawn")
        self._pipe, other = context.Pipe()
        self._process = context.Process(target=live, args=(other, *arguments), daemon=True)

    def __enter__(self) -> Self:
        """Start it, and wait until it is ready."""
        self._process.start()
        self._answer()
        return self

    def __exit__(self, *_error: object) -> None:
        """End it."""
        self._process.terminate()
        self._process.join()

    def _ask(self, *request: Any) -> Answer:
        self._pipe.send(request)
        return self._answer()

    def _answer(self) -> Answer:
        if not self._pipe.poll(PATIENCE):
            raise TimeoutError(f"{type(self).__name__} does not answer within {PATIENCE:.0f} seconds")
        answer: Answer | Exception = self._pipe.recv()
        if isinstance(answer, Exception):
            raise answer
        return answer
