"""The steward's process, which loads and waits for another one to end."""

from __future__ import annotations

import os
import subprocess
import sys

from hemicycle.ops import installation
from hemicycle.ops.services import SERVICES
from tests.ports import free_port

PATIENCE = 60


#: How many objects of what is loaded are not looked through for garbage, once it would begin.
FROZEN = """
import asyncio, gc
asyncio.run = lambda work: (work.close(), print(gc.get_freeze_count()))
from hemicycle.steward.__main__ import main
main()
"""


def begin(port: int) -> subprocess.Popen[str]:
    return started("-m", "hemicycle.steward", "--standby", port=port)


def started(*arguments: str, port: int) -> subprocess.Popen[str]:
    nowhere = f"http://127.0.0.1:{free_port()}"
    told = {
        "HEMICYCLE_WEB_INTERNAL": nowhere,
        "HEMICYCLE_STEWARD_KEY": "k" * 32,
        "HEMICYCLE_STEWARD_PORT": str(port),
        "HEMICYCLE_LIVEKIT_API": nowhere,
        "HEMICYCLE_LIVEKIT_KEY": "key",
        "HEMICYCLE_LIVEKIT_SECRET": "s" * 32,
    }
    return subprocess.Popen(
        [sys.executable, *arguments],
        env={**os.environ, **told},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_one_is_kept_ready() -> None:
    assert SERVICES["steward"](installation.read(), lambda _sentence: None).standby


def test_one_that_waits_ends_with_whoever_started_it() -> None:
    _, said = begin(free_port()).communicate(timeout=PATIENCE)
    assert said == "", "it never began"


def test_one_that_waits_begins_with_a_line() -> None:
    process = begin(free_port())
    assert process.stdin
    assert process.stderr
    process.stdin.write("\n")
    process.stdin.flush()
    try:
        assert "the web process does not answer" in process.stderr.readline()
    finally:
        process.kill()
        process.communicate()


def test_what_is_loaded_is_not_looked_through_for_garbage_while_it_watches() -> None:
    said, wrong = started("-c", FROZEN, port=free_port()).communicate(timeout=PATIENCE)
    assert int(said) > 10_000, wrong
