"""The real media engine, for these tests alone, and a receiver of what it tells."""

from __future__ import annotations

import socket
import threading
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from aiohttp import web

from hemicycle.media import webhooks
from hemicycle.media.engine import Engine, engine
from hemicycle.ops import installation
from hemicycle.ops.supervisor import Stack
from hemicycle.steward.settings import Settings
from hemicycle.steward.watch import Watch
from tests.media.fake_web import KEY, FakeWeb, at_work
from tests.media.person import until
from tests.ports import free_port

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from hemicycle.media.engine import Address
    from hemicycle.ops.installation import Installation


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@dataclass
class Told:
    """What the media engine told.

    Attributes:
        refuse: Answer with an error, as a web process that is being started anew.
    """

    address: str
    media: Address
    events: list[webhooks.Event] = field(default_factory=list)
    refuse: int = 0


@pytest.fixture(scope="session")
def told() -> Iterator[Told]:
    """A web process that only listens to the media engine."""

    class Receiver(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            if known.refuse:
                known.refuse -= 1
                self.send_response(503)
            else:
                event = webhooks.parse(known.media, body, self.headers["Authorization"])
                if event:
                    known.events.append(event)
                self.send_response(204)
            self.end_headers()

        def log_message(self, *_line: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Receiver)
    known = Told(f"http://127.0.0.1:{server.server_port}", installation.read().media)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield known
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="session")
def media_installation(told: Told, tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """An installation of its own, beside the one of the tests that run the whole product."""
    port = free_port()
    read = installation.read()
    network = replace(read.network, port=port, tcp_port=free_port(), udp=str(free_port(socket.SOCK_DGRAM)))
    media = replace(read.media, url=f"http://127.0.0.1:{port}")
    return replace(read, home=tmp_path_factory.mktemp("media"), media=media, network=network, web=told.address)


@pytest.fixture(scope="session")
def stack(media_installation: Installation) -> Iterator[Stack]:
    with Stack(media_installation, ("livekit",)) as running:
        yield running


@pytest.fixture
def media(stack: Stack, media_installation: Installation) -> Address:  # noqa: ARG001 - it runs
    return media_installation.media


@pytest.fixture
def the_engine(media: Address) -> Engine:
    return engine(media)


@pytest.fixture
def room(the_engine: Engine) -> Iterator[str]:
    """A room of the test's own."""
    name = f"sitting-{uuid4().hex[:8]}"
    the_engine.ensure_room(name).result()
    yield name
    the_engine.close_room(name).result()


@pytest.fixture
async def fake_web(room: str) -> AsyncIterator[FakeWeb]:
    fake = FakeWeb(
        {
            "id": 4,
            "sequence": 1,
            "room": room,
            "speaker": None,
            "seen": True,
            "heard": True,
            "turn": None,
            "presiding": None,
            "voice": False,
            "next": None,
            "booths": [],
            "on_air": [],
            "barred": [],
            "flooded": [],
            "connected": False,
            "audible": False,
            "speaking": [],
        }
    )
    application = web.Application()
    application.router.add_post("/steward/sittings", fake.sittings)
    application.router.add_post("/steward/facts", fake.take)
    runner = web.AppRunner(application, access_log=None)
    await runner.setup()
    port = free_port()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    fake.address = f"http://127.0.0.1:{port}"
    yield fake
    await runner.cleanup()


@pytest.fixture
async def steward(media: Address, fake_web: FakeWeb) -> AsyncIterator[Watch]:
    watch = Watch(Settings(fake_web.address, KEY, media, port=0))
    async with at_work(watch):
        await until(lambda: watch.sits_in(4))
        yield watch
