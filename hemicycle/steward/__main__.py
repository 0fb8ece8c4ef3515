"""The steward's process: ``python -m hemicycle.steward``.

``up`` keeps a second one ready (``--standby``), which sits in every room and does nothing before there is a line on its
standard input. Where there is no line but the end, whoever started it has ended.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import logging
import sys

from aiohttp import web

from hemicycle.media.termination import cancel_on_signals
from hemicycle.steward.settings import Settings
from hemicycle.steward.watch import Watch

#: Seconds without a round after which the steward is not well.
STUCK = 15.0


async def run(settings: Settings, *, standby: bool) -> None:
    """Watch, and answer whether all is well, until asked to stop.

    Args:
        standby: Another steward is at work, and this one waits for a line.
    """
    watch = Watch(settings, waits=standby)
    watching = asyncio.create_task(watch.run())
    working = asyncio.create_task(_work(watch, settings.port, watching, standby=standby))
    cancel_on_signals(watching)
    try:
        await watching
    except asyncio.CancelledError:
        if not watch.waits:
            logging.getLogger(__name__).info("stopped")
    finally:
        working.cancel()
        await asyncio.gather(working, return_exceptions=True)


async def _work(watch: Watch, port: int, watching: asyncio.Task[None], *, standby: bool) -> None:
    """Wait until it is this one's turn; from then on it is also this one that says whether all is well."""
    if standby and not await _line():
        watching.cancel()
        return
    watch.begin()
    health = await _answer_health(watch, port)
    try:
        await watching
    finally:
        await health.cleanup()


async def _line() -> str:
    """The next line of the standard input; empty where there is none any more."""
    readable, loop = asyncio.Event(), asyncio.get_running_loop()
    loop.add_reader(sys.stdin.fileno(), readable.set)
    try:
        await readable.wait()
    finally:
        loop.remove_reader(sys.stdin.fileno())
    return sys.stdin.readline()


async def _answer_health(watch: Watch, port: int) -> web.AppRunner:
    async def health(_request: web.Request) -> web.Response:
        well = asyncio.get_running_loop().time() - watch.last_round < STUCK
        return web.Response(status=204 if well else 503)

    application = web.Application()
    application.router.add_get("/health", health)
    runner = web.AppRunner(application, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    return runner


def main() -> None:
    """Start."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--standby", action="store_true", help="start after a line on the standard input")
    options = parser.parse_args()
    settings = Settings.from_environment()
    logging.basicConfig(level=settings.log_level, format="%(levelname)s %(name)s %(message)s")
    for noisy in ("asyncio", "httpx", "httpcore", "livekit"):
        logging.getLogger(noisy).setLevel(logging.ERROR)
    # What is loaded stays. Looked through for garbage, it held up a cut by some 50 ms, which are heard.
    gc.collect()
    gc.freeze()
    asyncio.run(run(settings, standby=options.standby))


if __name__ == "__main__":
    main()
