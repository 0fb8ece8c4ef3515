"""How many pages a stranger's PDF has, as a program of its own: what counting may cost is limited by the system.

It is started by ``pdf_pages`` as a file, apart from Django and the package. It reads the file from standard input, and
writes the number.
"""

from __future__ import annotations

import logging
import resource
import sys
from io import BytesIO


def _limit(what: int, value: int) -> None:
    _soft, hard = resource.getrlimit(what)
    resource.setrlimit(what, (value if hard == resource.RLIM_INFINITY else min(value, hard), hard))


def main(seconds: int, megabytes: int) -> int:
    """Write the number; return with which number to end."""
    _limit(resource.RLIMIT_CPU, seconds)
    _limit(resource.RLIMIT_AS, megabytes << 20)
    logging.disable()
    try:
        from pypdf import PdfReader  # noqa: PLC0415 - within the limits

        sys.stdout.write(str(len(PdfReader(BytesIO(sys.stdin.buffer.read())).pages)))
        sys.stdout.flush()
    except Exception:  # noqa: BLE001 - a damaged file makes its parser fail in every way there is
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
