"""A process in which the media library is at work ends when it is told to."""

from __future__ import annotations

import asyncio
import os
import signal
from contextlib import suppress
from typing import TYPE_CHECKING, Any, cast

import pytest

from hemicycle.media.termination import SIGNALS, cancel_on_signals

if TYPE_CHECKING:
    import socket
    from collections.abc import Iterator


@pytest.fixture(autouse=True)
def _handlers_stay_as_they_were() -> Iterator[None]:
    before = {number: signal.getsignal(number) for number in SIGNALS}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.mark.parametrize("number", SIGNALS)
def test_a_signal_is_not_lost_where_the_loop_is_woken_more_often_than_it_looks(number: signal.Signals) -> None:
    async def work() -> None:
        await asyncio.Event().wait()

    async def run() -> None:
        working = asyncio.create_task(work())
        cancel_on_signals(working)
        await asyncio.sleep(0)
        _fill(cast("Any", asyncio.get_running_loop())._csock)  # noqa: SLF001 - the loop has no name for it
        os.kill(os.getpid(), number)
        with pytest.raises(asyncio.CancelledError):
            await asyncio.wait_for(working, 30)

    asyncio.run(run())


def _fill(pipe: socket.socket) -> None:
    """What the media library's threads do while the loop is busy."""
    with suppress(BlockingIOError):
        while True:
            pipe.send(b"\0")
