"""Ends a command by an exception when it is asked to stop, so that whatever it holds is given back."""

from __future__ import annotations

import signal
from typing import NoReturn

SIGNALS = (signal.SIGINT, signal.SIGTERM)


class Stopped(BaseException):
    """Somebody asked to stop."""


def stop_on_signals() -> None:
    """Raise :class:`Stopped` in the main thread at the first SIGINT or SIGTERM from now on."""
    for number in SIGNALS:
        signal.signal(number, _stop)


def _stop(_number: int, _frame: object) -> NoReturn:
    # Once is enough: a second signal must not keep the processes from being stopped.
    for number in SIGNALS:
        signal.signal(number, signal.SIG_IGN)
    raise Stopped
