"""Signed heads: at which moments, with which key, and time-stamped by a service that is one of the test."""

from __future__ import annotations

import base64
import subprocess
import threading
from datetime import date, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import pytest
from cryptography import x509
from django.conf import settings as django_settings
from django.utils import timezone

from hemicycle.correspondence.models import Enquiry, Letter
from hemicycle.journal import sealing, signing, stamping
from hemicycle.journal.act import carry_out
from hemicycle.journal.chain_file import Chain
from hemicycle.journal.models import SignedHead, SigningKey
from hemicycle.journal.record import Performer, record
from hemicycle.ops import status
from hemicycle.ops.preparation import prepare_database
from hemicycle.ops.worker import Rounds
from hemicycle.verification import record as checks
from hemicycle.verification.archive import Export, Record
from tests.factories import START
from tests.journal.test_act import noted
from tests.journal.test_sealing import said

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytest_django import DjangoCaptureOnCommitCallbacks
    from pytest_django.fixtures import Settings

    from tests.factories import World

CLOCK = Performer(system="clock")
Reason = SignedHead.Reason


@pytest.fixture(autouse=True)
def home(settings: Settings, tmp_path: Path, db: None) -> Path:  # noqa: ARG001 - there is a database
    """A data folder without a key."""
    settings.HOME = tmp_path
    return tmp_path


def sealed() -> None:
    record(CLOCK, "turn.failed", "turn:1", START)
    sealing.seal(START)


def test_a_head_is_signed_with_the_key_of_the_installation(home: Path) -> None:
    assert signing.sign(START, Reason.SITTING_ENDED) is None  # nothing is sealed
    sealed()
    head = signing.sign(START, Reason.SITTING_ENDED)
    assert head is not None
    assert f"{head.number}:{head.digest}" == sealing.head()
    assert head.is_signed
    assert (home / signing.FILE).stat().st_mode & 0o777 == 0o600
    assert b"PRIVATE" in (home / signing.FILE).read_bytes()
    # Nothing was sealed since: it is signed already.
    assert signing.sign(START, Reason.LETTER_SENT) == head
    other = SignedHead(number=head.number, digest=head.digest, at=head.at, reason="exported", key=head.key)
    other.signature = head.signature
    assert not other.is_signed


@pytest.mark.parametrize(
    ("action", "reason"),
    [
        ("floor.give", None),
        ("sitting.end", Reason.SITTING_ENDED),
        ("result.declare", Reason.RESULT_DECLARED),
        ("letter.send", Reason.LETTER_SENT),
    ],
)
def test_the_head_is_signed_after_what_closes_something_and_not_after_every_act(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks, action: str, reason: str | None
) -> None:
    with django_capture_on_commit_callbacks(execute=True), carry_out(lambda: noted(CLOCK), action):
        pass
    assert list(SignedHead.objects.values_list("reason", flat=True)) == ([reason] if reason else [])


def test_an_act_is_done_although_nothing_can_be_signed_and_the_worker_signs_later(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks, home: Path
) -> None:
    (home / signing.FILE).write_text("no key")
    with django_capture_on_commit_callbacks(execute=True), carry_out(lambda: noted(CLOCK), "sitting.end"):
        pass
    assert SignedHead.objects.count() == 0
    rounds = Rounds("test")
    rounds._journal()  # noqa: SLF001 - one step of a round: it goes on
    (home / signing.FILE).unlink()
    rounds._sealed_at = None  # noqa: SLF001 - the minute is over
    rounds._journal()  # noqa: SLF001 - the same
    assert SignedHead.objects.get().reason == Reason.SITTING_ENDED


def test_the_worker_signs_once_a_deadline_has_closed(world: World) -> None:
    signing.prepare(START)
    sealed()
    given = {"consultation": world.consultation, "dated": START, "sent_at": START}
    before = (timezone.now() - timedelta(days=2)).date()
    for number, state in enumerate(("sent", "draft"), start=1):
        letter = Letter.objects.create(**given, number=number, state=state)
        Enquiry.objects.create(letter=letter, deadline_day=date(2999, 1, 1) if state == "sent" else before)
    rounds = Rounds("test")
    rounds._journal()  # noqa: SLF001 - one step of a round
    assert SignedHead.objects.count() == 0
    Enquiry.objects.update(deadline_day=before)
    for _ in range(2):
        rounds._sealed_at = None  # noqa: SLF001 - the minute is over
        rounds._journal()  # noqa: SLF001 - one step of a round
        sealed()
    assert [row.reason for row in SignedHead.objects.all()] == [Reason.DEADLINE_CLOSED]


def test_a_new_key_signs_from_then_on_and_the_one_before_stays_listed(home: Path) -> None:
    sealed()
    first = signing.sign(START, Reason.SITTING_ENDED)
    private = (home / signing.FILE).read_bytes()
    signing.rotate(START + timedelta(days=1))
    assert (home / signing.FILE).read_bytes() != private
    assert (home / signing.FILE).stat().st_mode & 0o777 == 0o600
    sealed()
    second = signing.sign(START + timedelta(days=2), Reason.SITTING_ENDED)
    assert first is not None
    assert second is not None
    before, now = SigningKey.objects.all()
    assert (before.pk, before.until) == (first.key_id, START + timedelta(days=1))
    assert (now.pk, now.since, now.until) == (second.key_id, before.until, None)
    assert found() == []
    words = said("keys")
    assert (f"{before.key}  {before.public}" in words, "signs now" in words) == (True, True)
    assert "PRIVATE" not in words
    # A head that says it was signed when its key did not sign any more.
    late = first.head
    assert found(heads=[type(late)(**{**vars(late), "at": "2020-08-01T00:00:00.000000+00:00"})]) != []


def found(roots: list[x509.Certificate] | None = None, heads: list[object] | None = None) -> list[object]:
    """What does not agree in the signed heads."""
    chain = Chain(
        list(sealing.lines()),
        heads if heads is not None else [row.head for row in SignedHead.objects.all()],  # type: ignore[arg-type]
        {row.key: row.public_key for row in SigningKey.objects.all()},
    )
    export = Export(b"", {}, records=[Record(1, chain, {})])
    return [one for one in checks.signed_heads(export, roots or []) if one is not None]


def test_the_key_is_there_once_an_installation_is_prepared(home: Path) -> None:
    prepare_database(lambda _said: None)
    assert not (home / signing.FILE).exists()
    key = signing.prepare(START)
    assert signing.prepare(START) == key
    assert (home / signing.FILE).exists()


# Time stamps.

_CONFIG = """
[ req ]
distinguished_name = name
[ name ]
[ root ]
basicConstraints = critical, CA:true
keyUsage = critical, keyCertSign
subjectKeyIdentifier = hash
[ stamps ]
basicConstraints = critical, CA:false
keyUsage = critical, digitalSignature
extendedKeyUsage = critical, timeStamping
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[ tsa ]
default_tsa = here
[ here ]
serial = {folder}/serial
signer_cert = {folder}/tsa.pem
signer_key = {folder}/tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha512
ess_cert_id_alg = sha256
"""


class Service:
    """A time-stamping service with certificates of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.answers = folder, True
        (folder / "config").write_text(_CONFIG.format(folder=folder))
        (folder / "serial").write_text("01\n")
        self._openssl(
            "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "root.key", "-out", "root.pem", "-subj",
            "/CN=Root", "-days", "9", "-config", "config", "-extensions", "root",
        )  # fmt: skip
        self._openssl(
            "req", "-newkey", "rsa:2048", "-nodes", "-keyout", "tsa.key", "-out", "tsa.csr", "-subj", "/CN=Stamps",
            "-config", "config",
        )  # fmt: skip
        self._openssl(
            "x509", "-req", "-in", "tsa.csr", "-CA", "root.pem", "-CAkey", "root.key", "-CAcreateserial", "-out",
            "tsa.pem", "-days", "9", "-extfile", "config", "-extensions", "stamps",
        )  # fmt: skip

    @property
    def root(self) -> x509.Certificate:
        return x509.load_pem_x509_certificate((self.folder / "root.pem").read_bytes())

    def stamp(self, query: bytes) -> bytes:
        (self.folder / "query").write_bytes(query)
        self._openssl("ts", "-reply", "-queryfile", "query", "-out", "reply", "-config", "config")
        return (self.folder / "reply").read_bytes()

    def _openssl(self, *arguments: str) -> None:
        subprocess.run(["openssl", *arguments], cwd=self.folder, capture_output=True, check=True)


@pytest.fixture
def service(tmp_path: Path, settings: Settings) -> Iterator[Service]:
    folder = tmp_path / "tsa"
    folder.mkdir()
    made = Service(folder)

    class Answers(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            query = self.rfile.read(int(self.headers["Content-Length"]))
            content = made.stamp(query) if made.answers else b""
            self.send_response(200 if made.answers else 503)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_words: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.TIMESTAMP_URL = f"http://127.0.0.1:{server.server_address[1]}/"
    yield made
    server.shutdown()
    server.server_close()


def test_a_head_is_stamped_once_the_service_answers(service: Service, caplog: pytest.LogCaptureFixture) -> None:
    sealed()
    head = signing.sign(START, Reason.SITTING_ENDED)
    assert head is not None
    service.answers = False
    assert stamping.stamp_due() == 0
    assert "no time stamp of head no. 1" in caplog.text
    assert stamping.waiting().count() == 1  # seen in the status, and asked for again
    service.answers = True
    assert (stamping.stamp_due(), stamping.stamp_due()) == (1, 0)
    head.refresh_from_db()
    assert found([service.root]) == found() == []
    # A stamp that is over another head, one by somebody else, and none at all.
    sealed()
    other = signing.sign(START, Reason.LETTER_SENT)
    assert other is not None
    stamped = type(head.head)(**{**vars(other.head), "token": head.head.token})
    assert "is over something else" in str(found(heads=[stamped]))
    broken = type(head.head)(**{**vars(head.head), "token": base64.b64encode(b"words").decode()})
    assert "not to be trusted" in str(found(heads=[broken, other.head]))


def test_a_stamp_by_a_service_that_is_not_trusted_is_found(service: Service, tmp_path: Path) -> None:
    sealed()
    signing.sign(START, Reason.SITTING_ENDED)
    assert (stamping.stamp_due(), found([service.root])) == (1, [])
    folder = tmp_path / "other"
    folder.mkdir()
    assert "not to be trusted" in str(found([Service(folder).root]))


def test_without_a_service_nothing_waits_for_a_stamp() -> None:
    sealed()
    signing.sign(START, Reason.SITTING_ENDED)
    assert django_settings.TIMESTAMP_URL == ""
    assert (stamping.stamp_due(), stamping.waiting().count()) == (0, 0)


def test_the_status_says_when_the_head_was_signed_and_what_waits_for_a_stamp(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert service.answers
    monkeypatch.setattr(status, "_processes", dict)
    assert status.status().signed is None
    sealed()
    head = signing.sign(START, Reason.SITTING_ENDED)
    assert head is not None
    now = status.status()
    assert now.signed == (START, head.key_id)
    assert (now.queues["stamps"].waiting, now.queues["stamps"].late(now.at)) == (1, True)
    assert not now.well
