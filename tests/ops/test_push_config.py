"""The push engine as it is configured, tried on the real one."""

from __future__ import annotations

import json
import time
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import httpx
import jwt
import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosedError, InvalidStatus

from hemicycle.ops.supervisor import Stack

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from hemicycle.ops.installation import Installation

pytestmark = pytest.mark.anyio
CHANNEL = "sitting:4.queue"
LONG = "Vice-Chair of the Council Working Group " * 40


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
        claims = {"sub": "4.7", "exp": time.time() + 60} | claims
        return jwt.encode(claims, self.settings.token_secret, algorithm="HS256")

    @asynccontextmanager
    async def page(self, origin: str = "https://council.example") -> AsyncIterator[ClientConnection]:
        async with connect(f"ws://{self.address}/connection/websocket", additional_headers={"Origin": origin}) as page:
            await ask(page, connect={"token": self.token()})
            yield page


async def ask(page: ClientConnection, **command: Any) -> dict[str, Any]:
    await page.send(json.dumps({"id": 1} | command))
    answer: dict[str, Any] = json.loads(await page.recv())
    return answer


@pytest.fixture
def push(installation: Installation) -> Iterator[Push]:
    with Stack(installation, ("centrifugo",)):
        yield Push(installation)


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
    async with push.page() as page:
        with pytest.raises(ConnectionClosedError, match="invalid token"):
            await ask(page, subscribe={"channel": CHANNEL, "token": push.token(sub="4.8", channel=CHANNEL)})


async def test_an_expired_token_connects_nobody(push: Push) -> None:
    async with connect(f"ws://{push.address}/connection/websocket") as page:
        answer = await ask(page, connect={"token": push.token(exp=time.time() - 60)})
        assert answer["error"]["message"] == "token expired"


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


async def test_a_token_for_a_channel_lets_nobody_connect(push: Push) -> None:
    async with connect(f"ws://{push.address}/connection/websocket") as page:
        with pytest.raises(ConnectionClosedError, match="invalid token"):
            await ask(page, connect={"token": push.token(channel=CHANNEL)})


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
    command = {"id": 1, "connect": {"token": push.token()}}
    with httpx.stream("POST", f"http://{push.address}/connection/http_stream", json=command) as stream:
        first = json.loads(next(stream.iter_lines()))
    assert first["connect"]["client"]
