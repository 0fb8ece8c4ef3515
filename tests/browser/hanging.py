"""Where a browser test waits that never ends.

Playwright runs each test in a greenlet of its own: what ``faulthandler`` prints of the thread is Playwright's loop, not
the line of the test that waits in it.
"""

from __future__ import annotations

import gc
import os
import traceback
from contextlib import contextmanager
from threading import Timer
from typing import TYPE_CHECKING

from greenlet import greenlet  # type: ignore[import-untyped]  # a part of Playwright, for this alone

if TYPE_CHECKING:
    from collections.abc import Iterator

#: In the lines of a traceback that are of a test.
OURS = f"{os.sep}tests{os.sep}"


@contextmanager
def telling_where(name: str, seconds: float, stderr: int) -> Iterator[None]:
    """After so many seconds, write to a file descriptor which lines of the test it waits in, and let it go on."""

    def tell() -> None:
        waiting = [one.gr_frame for one in gc.get_objects() if isinstance(one, greenlet) and one.gr_frame]
        lines = [line for frame in waiting for line in traceback.format_stack(frame) if OURS in line]
        told = "".join(lines)
        os.write(stderr, f"\n{name} waits for more than {seconds:.0f} s:\n{told}\n".encode())

    timer = Timer(seconds, tell)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
