"""The push engine as it is configured, tried on the real one."""

from __future__ import annotations

import json
import time
from contextlib import asynccontextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import TYPE_CHECKING, Any

import httpx
import jwt
import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosedError, InvalidStatus

from hemicycle.live import push_views
from hemicycle.ops.supervisor import Stack

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from hemicycle.ops.installation import Installation

pytestmark = pytest.mark.anyio
CHANNEL = "sitting:4.queue"
NAME = "4.7.delegate"
CONNECT = {"data": {"token": NAME}}
LONG = "Vice-Chair of the Council Working Group " * 40


class Web(BaseHTTPRequestHandler):
    """Stands where the web process is: lets in who gives their name, and nobody whom it does not know."""

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        signed = self.headers["Authorization"] == f"Bearer {self.server.key}"  # type: ignore[attr-defined]
        name = asked.get("data", {}).get("token") if signed and self.path == "/push/connect" else None
        answer = {"result": {"user": name}} if name else push_views.REFUSED
        self.send_response(200)
        self.end_headers()
        self.wfile.write(json.dumps(answer).encode())

    def log_message(self, *_words: Any) -> None:
        """Say nothing."""


class Push:
    """The push engine, as the back end and a page see it."""

    def __init__(self, installation: Installation) -> None:
        self.settings = installation.push
        self.address = f"127.0.0.1:{self.settings.port}"

    def publish(
        self, document: dict[str, Any], key: str = "", channel: str = CHANNEL, version: int = 0
    ) -> dict[str, Any]:
        answer = httpx.post(
            f"http://{self.address}/api/publish",
            headers={"X-API-Key": key or self.settings.api_key},
            json={"channel": channel, "data": document, "version": version},
        )
        answer.raise_for_status()
        answered: dict[str, Any] = answer.json()
        return answered

    def token(self, **claims: Any) -> str:
        claims = {"sub": NAME, "exp": time.time() + 60} | claims
        return jwt.encode(claims, self.settings.token_secret, algorithm="HS256")

    @asynccontextmanager
    async def page(self, origin: str = "https://council.example") -> AsyncIterator[ClientConnection]:
        async with connect(f"ws://{self.address}/connection/websocket", additional_headers={"Origin": origin}) as page:
            await ask(page, connect=CONNECT)
            yield page


async def ask(page: ClientConnection, **command: Any) -> dict[str, Any]:
    await page.send(json.dumps({"id": 1} | command))
    answer: dict[str, Any] = json.loads(await page.recv())
    return answer


@pytest.fixture
def push(installation: Installation) -> Iterator[Push]:
    web = ThreadingHTTPServer(("127.0.0.1", 0), Web)
    web.key = installation.push.api_key  # type: ignore[attr-defined]
    Thread(target=web.serve_forever, daemon=True).start()
    asked = replace(installation.push, connect=f"http://127.0.0.1:{web.server_port}/push/connect")
    with Stack(replace(installation, push=asked), ("centrifugo",)):
        yield Push(installation)
    web.shutdown()
    web.server_close()


async def test_whoever_subscribes_gets_the_last_document_at_once_and_then_what_changed(push: Push) -> None:
    push.publish({"seq": 1, "text": LONG})
    push.publish({"seq": 2, "text": LONG})
    token = push.token(channel=CHANNEL)
    async with push.page() as page:
        subscribed = (await ask(page, subscribe={"channel": CHANNEL, "token": token, "delta": "fossil"}))["subscribe"]
        assert subscribed["delta"] is True
        (last,) = subscribed["publications"]
        assert json.loads(last["data"])["seq"] == 2  # as text, which deltas apply to
        push.publish({"seq": 3, "text": LONG})
        changed = json.loads(await page.recv())["push"]["pub"]
        assert changed["delta"] is True
        assert len(changed["data"]) < len(LONG) / 10


async def test_whoever_wants_no_deltas_gets_the_whole_document(push: Push) -> None:
    async with push.page() as page:
        await ask(page, subscribe={"channel": CHANNEL, "token": push.token(channel=CHANNEL)})
        push.publish({"seq": 1})
        assert json.loads(await page.recv())["push"]["pub"]["data"] == {"seq": 1}


@pytest.mark.parametrize("channel", [CHANNEL, "help:4.9", "desk:4.desk"])
async def test_nobody_subscribes_without_a_token_for_that_channel(push: Push, channel: str) -> None:
    async with push.page() as page:
        assert (await ask(page, subscribe={"channel": channel}))["error"]["message"] == "permission denied"
        with pytest.raises(ConnectionClosedError, match="invalid token"):
            await ask(page, subscribe={"channel": channel, "token": push.token(channel="sitting:5.queue")})


async def test_another_persons_token_subscribes_nobody(push: Push) -> None:
    for name in ("4.8.delegate", "4.7.technician"):
        async with push.page() as page:
            with pytest.raises(ConnectionClosedError, match="invalid token"):
                await ask(page, subscribe={"channel": CHANNEL, "token": push.token(sub=name, channel=CHANNEL)})


async def test_an_expired_token_subscribes_nobody(push: Push) -> None:
    async with push.page() as page:
        answer = await ask(
            page, subscribe={"channel": CHANNEL, "token": push.token(channel=CHANNEL, exp=time.time() - 60)}
        )
        assert answer["error"]["message"] == "token expired"


@pytest.mark.parametrize("asked", [{}, {"data": {"token": ""}}])
async def test_nobody_connects_whom_the_web_process_does_not_let_in(push: Push, asked: dict[str, Any]) -> None:
    async with connect(f"ws://{push.address}/connection/websocket") as page:
        with pytest.raises(ConnectionClosedError, match=r"4501.*join again"):
            await ask(page, connect=asked)


async def test_of_two_processes_that_publish_at_once_the_newer_stands(push: Push) -> None:
    push.publish({"seq": 5}, version=5)
    push.publish({"seq": 4}, version=4)
    async with push.page() as page:
        answer = await ask(page, subscribe={"channel": CHANNEL, "token": push.token(channel=CHANNEL)})
        assert [publication["data"] for publication in answer["subscribe"]["publications"]] == [{"seq": 5}]


async def test_a_page_cannot_publish(push: Push) -> None:
    async with push.page() as page:
        await ask(page, subscribe={"channel": CHANNEL, "token": push.token(channel=CHANNEL)})
        answer = await ask(page, publish={"channel": CHANNEL, "data": {"seq": 9}})
        assert answer["error"]["message"] == "permission denied"


async def test_a_channel_that_is_none_of_ours_does_not_exist(push: Push) -> None:
    assert push.publish({}, channel="gossip:4.queue")["error"]["message"] == "unknown channel"


@pytest.mark.parametrize("claims", [{}, {"channel": CHANNEL}])
async def test_a_token_alone_lets_nobody_connect(push: Push, claims: dict[str, str]) -> None:
    """It would stay good after its person has been put out."""
    async with connect(f"ws://{push.address}/connection/websocket") as page:
        with pytest.raises(ConnectionClosedError):
            await ask(page, connect={"token": push.token(**claims)})


async def test_another_sites_page_cannot_connect(push: Push) -> None:
    with pytest.raises(InvalidStatus, match="403"):
        async with push.page(origin="https://elsewhere.example"):
            pass


async def test_only_the_back_end_publishes(push: Push) -> None:
    with pytest.raises(httpx.HTTPStatusError, match="401"):
        push.publish({"seq": 1}, key="guessed")


def test_server_sent_events_and_http_streaming_are_there(push: Push) -> None:
    for path in ("/connection/sse", "/connection/http_stream"):
        assert httpx.options(f"http://{push.address}{path}").status_code != 404
    command = {"id": 1, "connect": CONNECT}
    with httpx.stream("POST", f"http://{push.address}/connection/http_stream", json=command) as stream:
        first = json.loads(next(stream.iter_lines()))
    assert first["connect"]["client"]
