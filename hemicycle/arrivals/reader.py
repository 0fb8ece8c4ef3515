"""Reads messages, as a program of its own: what one may cost is limited by the system, and it knows no secret.

A message of some kilobytes can keep a parser busy for minutes, and one of 40 MB needs three times that of memory. Here
that ends this process alone. ``reading`` starts it with a folder and the messages' paths; it writes a line of JSON for
each, and the files that came with it into the folder, as ``INDEX-NUMBER``.
"""

from __future__ import annotations

import json
import resource
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

#: Bytes of a file that is handed on; what is larger is named, and nobody looks into it.
FILE_BYTES = 10 << 20
#: Bytes of a message whose signatures are verified here.
SIGNED_BYTES = 20 << 20


def _limit(what: int, value: int) -> None:
    _soft, hard = resource.getrlimit(what)
    resource.setrlimit(what, (value if hard == resource.RLIM_INFINITY else min(value, hard), hard))


def answer(path: Path, keep: Callable[[int, bytes], None], *, whole: bool, verify: bool) -> dict[str, Any]:
    """What is read of one message, and by which domains its signatures hold."""
    from hemicycle.arrivals import message, signatures  # noqa: PLC0415 - within the limits

    with path.open("rb") as file:
        found = message.read(file, keep) if whole else message.read_head(file)
    held: list[str] = []
    if whole and verify and found.signed and path.stat().st_size <= SIGNED_BYTES:
        held = signatures.verified(path.read_bytes())
    return {**found.as_json(), "verified": held}


def main(seconds: str, megabytes: str, mode: str, folder: str, *paths: str) -> int:
    """Write a line for each message.

    Args:
        mode: ``whole``; ``verified`` looks at signatures too; ``head`` reads the headers alone.
    """
    _limit(resource.RLIMIT_CPU, int(seconds))
    _limit(resource.RLIMIT_AS, int(megabytes) << 20)

    for index, path in enumerate(paths):

        def keep(number: int, content: bytes, index: int = index) -> None:
            if len(content) <= FILE_BYTES:
                Path(folder, f"{index}-{number}").write_bytes(content)

        said = answer(Path(path), keep, whole=mode != "head", verify=mode == "verified")
        sys.stdout.write(json.dumps(said) + "\n")
        sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
