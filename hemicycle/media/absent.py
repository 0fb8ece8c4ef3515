"""What stands where no media engine runs: nobody is connected, and what is told to it has nobody to reach."""

from __future__ import annotations

from concurrent.futures import Future
from typing import TYPE_CHECKING, TypeVar

from hemicycle.media.engine import EMPTY_SECONDS, Engine

if TYPE_CHECKING:
    from collections.abc import Coroutine
    from typing import Any

    from hemicycle.media.engine import Participant

T = TypeVar("T")


def answered(answer: T) -> Future[T]:
    """A call that is over."""
    future: Future[T] = Future()
    future.set_result(answer)
    return future


class AbsentEngine(Engine):
    """An engine whose rooms are empty. Sittings of the past are held with it (``media.engine.standing_in``)."""

    def __init__(self) -> None:
        """Without a thread and without a connection."""

    def ensure_room(self, room: str, empty_seconds: int = EMPTY_SECONDS) -> Future[str]:  # noqa: ARG002 - as the engine has it
        """No room has an identifier."""
        return answered("")

    def lets_join(self, token: str) -> Future[bool]:  # noqa: ARG002
        """Nobody joins."""
        return answered(answer=False)

    def participants(self, room: str) -> Future[list[Participant]]:  # noqa: ARG002
        """Nobody is connected."""
        return answered([])

    def close(self) -> None:
        """There is nothing to close."""

    def _submit(self, call: Coroutine[Any, Any, T]) -> Future[T]:
        """What any other call asks for is so already."""
        call.close()
        done: Future[Any] = answered(None)
        return done
