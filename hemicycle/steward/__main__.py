"""The steward's process: ``python -m hemicycle.steward``."""

from __future__ import annotations

import asyncio
import logging
import signal
import sys

from aiohttp import web

from hemicycle.steward.settings import Settings
from hemicycle.steward.watch import Watch

#: Seconds without a round after which the steward is not well.
STUCK = 15.0


async def run(settings: Settings) -> None:
    """Watch, and answer whether all is well, until asked to stop."""
    watch = Watch(settings)
    health = await _answer_health(watch, settings.port)
    watching = asyncio.create_task(watch.run())
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, watching.cancel)
    try:
        await watching
    except asyncio.CancelledError:
        logging.getLogger(__name__).info("stopped")
    finally:
        await health.cleanup()


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
    """Start, or load and wait for the one that works to end."""
    if "--standby" in sys.argv and not sys.stdin.readline():
        return
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s %(message)s")
    for noisy in ("httpx", "httpcore", "livekit"):
        logging.getLogger(noisy).setLevel(logging.ERROR)
    asyncio.run(run(Settings.from_environment()))


if __name__ == "__main__":
    main()
