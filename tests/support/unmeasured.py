"""Work that proves no line of ours, done without measuring coverage, which doubles the time of whatever is run.

Before Python 3.12 coverage.py is asked at every line of every library, to find that it is none of ours.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")


def unmeasured(work: Callable[[], T]) -> T:
    """Do some work; what of ours it runs must be measured elsewhere."""
    tracer = sys.gettrace()
    sys.settrace(None)
    try:
        return work()
    finally:
        sys.settrace(tracer)
        _is_called()


def _is_called() -> None:
    """Give coverage.py's tracer the call with which it begins again, before the caller returns, which it counts."""
