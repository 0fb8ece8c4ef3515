"""``hemicycle status`` and ``/metrics``: what they see, and to whom it is told."""

from __future__ import annotations

import ssl
import threading
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import StringIO
from secrets import token_hex
from typing import TYPE_CHECKING

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from hemicycle.mail.models import Delivery, Mailing
from hemicycle.ops import status as state
from tests.support.certificates import certificate

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytest_django import Settings

    from tests.factories import World

KEY = "k" * 40


class Answers(BaseHTTPRequestHandler):
    """A process that is well."""

    def do_GET(self) -> None:
        self.send_response(HTTPStatus.NO_CONTENT)
        self.end_headers()

    def log_message(self, *_line: object) -> None:
        """Say nothing."""


@pytest.fixture
def server() -> Iterator[ThreadingHTTPServer]:
    made = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    thread = threading.Thread(target=made.serve_forever)
    thread.start()
    yield made
    made.shutdown()
    thread.join()
    made.server_close()


@pytest.fixture
def well(server: ThreadingHTTPServer, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """The addresses of five processes that answer."""
    addresses = dict.fromkeys(
        ("livekit", "centrifugo", "web", "steward", "worker"), f"http://127.0.0.1:{server.server_port}/"
    )
    monkeypatch.setattr(state, "health", lambda _installation: addresses)
    return addresses


def said() -> tuple[str, int]:
    """What the command says, and what it ends with."""
    out = StringIO()
    try:
        call_command("status", stdout=out)
    except SystemExit as end:
        return out.getvalue(), int(str(end.code))
    return out.getvalue(), 0


def mail(world: World, at: datetime, waiting: Delivery.State = Delivery.State.QUEUED) -> None:
    made = Mailing.objects.create(consultation=world.consultation, template="words", subject={}, body={}, at=at)
    Delivery.objects.create(
        mailing=made, address="a@example.org", language="en", next_at=at, state=waiting, token=token_hex(8)
    )


@pytest.mark.usefixtures("well")
def test_all_is_well(world: World) -> None:
    mail(world, timezone.now())
    words, code = said()
    assert code == 0, words
    assert "LOOK" not in words
    for part in ("Hemicycle 0.1.0", "Process steward", "Mail that waits", "Database", "GB free", "is not https"):
        assert part in words
    assert "1, the first for 0 min" in words


@pytest.mark.usefixtures("world")
def test_a_process_that_does_not_answer_is_named_with_its_log(well: dict[str, str]) -> None:
    well["worker"] = "http://127.0.0.1:1/"
    words, code = said()
    assert code == 1
    (line,) = (line for line in words.splitlines() if line.startswith("LOOK"))
    assert "Process worker" in line
    assert "worker.log" in line


@pytest.mark.usefixtures("well")
def test_mail_that_waits_too_long_and_what_has_failed_today(world: World) -> None:
    mail(world, timezone.now() - timedelta(minutes=16))
    mail(world, timezone.now() - timedelta(hours=2), Delivery.State.FAILED)
    mail(world, timezone.now() - timedelta(days=2), Delivery.State.BOUNCED)
    words, code = said()
    assert code == 1
    assert "LOOK" in next(line for line in words.splitlines() if "Mail that waits" in line)
    assert "1, the first for 16 min; 1 failed within a day" in words


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize(("left", "looks"), [(timedelta(days=60), False), (timedelta(days=5), True)])
def test_when_the_certificate_ends(
    left: timedelta,
    *,
    looks: bool,
    server: ThreadingHTTPServer,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    settings: Settings,
) -> None:
    ends = datetime.now(UTC).replace(microsecond=0) + left
    chain, key = certificate(tmp_path, ends, "localhost")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(chain, key)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    settings.PUBLIC_ADDRESS = f"https://localhost:{server.server_port}"
    assert "certificate verify failed" in state.status().certificate_problem, "nobody vouches for it"
    monkeypatch.setenv("SSL_CERT_FILE", str(chain))
    now = state.status()
    assert (now.certificate, now.certificate_problem, now.expires_soon) == (ends, "", looks)


def read(key: str) -> tuple[int, str]:
    answer = Client().get("/metrics", headers={"Authorization": f"Bearer {key}"})
    return answer.status_code, answer.content.decode()


@pytest.mark.usefixtures("well")
def test_metrics_are_for_whoever_has_the_key(world: World, settings: Settings) -> None:
    mail(world, timezone.now() - timedelta(minutes=1))
    assert [read(key)[0] for key in ("", KEY)] == [403, 403], "there is no key"
    settings.METRICS_KEY = KEY
    assert [read(key)[0] for key in ("", "k", KEY + "k")] == [403, 403, 403]
    status, words = read(KEY)
    assert status == 200
    figures = dict(line.rsplit(" ", 1) for line in words.splitlines() if not line.startswith("#"))
    assert figures['hemicycle_process_up{process="steward"}'] == "1.0"
    assert figures['hemicycle_queue_waiting{queue="mail"}'] == "1.0"
    assert 60 <= float(figures['hemicycle_queue_oldest_seconds{queue="mail"}']) < 90
    assert figures["hemicycle_well"] == "1.0"
    assert float(figures["hemicycle_database_bytes"]) > 0


def test_metrics_are_read_and_nothing_else(settings: Settings) -> None:
    settings.METRICS_KEY = KEY
    assert Client().post("/metrics", headers={"Authorization": f"Bearer {KEY}"}).status_code == 405
