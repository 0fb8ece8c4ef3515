"""Ends a process with an event loop of its own, in which the media library is at work."""

from __future__ import annotations

import asyncio
import signal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from types import FrameType

SIGNALS = (signal.SIGINT, signal.SIGTERM)


def cancel_on_signals(task: asyncio.Task[Any]) -> None:
    """Cancel a task of the running loop at each SIGINT or SIGTERM.

    Not by the loop's own handlers. It learns of a signal by a byte in the pipe by which the media library's threads
    wake it, thousands of times a second where many people are at work in one process: while that pipe is full the byte
    is lost, and the signal with it.
    """
    loop = asyncio.get_running_loop()

    def cancel(_number: int, _frame: FrameType | None) -> None:
        loop.call_soon_threadsafe(task.cancel)

    for number in SIGNALS:
        signal.signal(number, cancel)
