"""Two nodes of the media engine with one Redis that loses its memory while a room plays."""

from __future__ import annotations

import socket
import subprocess
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

from hemicycle.media.engine import Engine, engine
from hemicycle.media.tokens import listener_token
from hemicycle.ops.supervisor import Stack
from tests.media.fake_web import MICROPHONE
from tests.media.person import Person, until
from tests.ports import free_port

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from hemicycle.media.engine import Address
    from hemicycle.ops.installation import Installation

pytestmark = pytest.mark.anyio
#: Seconds within which a node tells a Redis that has forgotten it that it is there.
SEEN_AGAIN = 30.0


def redis(port: int, *words: str) -> bytes:
    """What Redis answers to one command, as it stands on the wire."""
    with socket.create_connection(("127.0.0.1", port), timeout=5) as connection:
        connection.sendall(" ".join(words).encode() + b"\r\n")
        return connection.recv(65_536)


@dataclass
class Nodes:
    """Addresses of both nodes, and the port of their Redis."""

    media: tuple[Address, Address]
    redis: int

    @property
    def engines(self) -> tuple[Engine, Engine]:
        return engine(self.media[0]), engine(self.media[1])


def node(read: Installation, folder: Path, redis_port: int) -> Installation:
    port, udp = free_port(), str(free_port(socket.SOCK_DGRAM))
    network = replace(read.network, port=port, tcp_port=free_port(), udp=udp, redis=f"redis://127.0.0.1:{redis_port}/0")
    folder.mkdir()
    return replace(read, home=folder, media=replace(read.media, url=f"http://127.0.0.1:{port}"), network=network)


@pytest.fixture
def nodes(media_installation: Installation, tmp_path: Path) -> Iterator[Nodes]:
    port = free_port()
    words = ["redis-server", "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(tmp_path)]
    with subprocess.Popen(words, stdout=subprocess.DEVNULL) as process:
        first, second = (node(media_installation, tmp_path / name, port) for name in ("a", "b"))
        with Stack(first, ("livekit",)), Stack(second, ("livekit",)):
            yield Nodes((first.media, second.media), port)
        process.terminate()


async def heard_across(nodes: Nodes, room: str) -> None:
    """Somebody who connects to one node hears somebody who connects to the other."""
    first = nodes.engines[0]
    async with Person(nodes.media[0], room, "r1") as speaker, Person(nodes.media[1], room, "r2") as listener:
        first.permit(room, "r1", MICROPHONE).result()
        await until(lambda: speaker.room.local_participant.permissions.can_publish)
        await speaker.publish()
        await listener.hears("r1")


async def test_a_room_is_one_on_both_nodes(nodes: Nodes) -> None:
    room = f"sitting-{uuid4().hex[:8]}"
    made = [each.ensure_room(room).result() for each in nodes.engines]
    assert made[0] == made[1]
    await heard_across(nodes, room)


async def test_a_room_that_redis_forgot_is_noticed_and_one_of_another_name_holds_all(nodes: Nodes) -> None:
    first, second = nodes.engines
    forgotten = f"sitting-{uuid4().hex[:8]}"
    sid = first.ensure_room(forgotten).result()
    async with Person(nodes.media[0], forgotten, "r3"):  # plays on: its node still holds the room
        redis(nodes.redis, "FLUSHALL")
        await until(lambda: redis(nodes.redis, "HLEN", "nodes") == b":2\r\n", SEEN_AGAIN)
        # On the other node it is another room, by which ``live.rooms`` notices. On the same one, the engine says
        # that it has made it, and lets nobody in.
        again = second.ensure_room(forgotten).result()
        lets_join = second.lets_join(listener_token(nodes.media[1], forgotten, "r2", "Ms. Somebody", 60)).result()
        assert (again != sid) == lets_join
        other = f"{forgotten}-2"
        assert first.ensure_room(other).result() == second.ensure_room(other).result()
        await heard_across(nodes, other)
