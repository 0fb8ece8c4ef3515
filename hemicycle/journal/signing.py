"""Signs heads of the chain, and exports, with the key of this installation; no act waits for it.

The private key is a file of the data folder that its owner alone reads. It is in no database, backup, log or page.
"""

from __future__ import annotations

import logging
import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, cast

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from django.conf import settings
from django.db import Error, transaction
from django.utils import timezone

from hemicycle.journal import sealing
from hemicycle.journal.models import Entry, Seal, SignedHead, SigningKey, in_utc
from hemicycle.journal.signatures import Head, PublicKey, message_of_export, public_of
from hemicycle.rules.permissions import Action

if TYPE_CHECKING:
    from datetime import datetime

log = logging.getLogger(__name__)
Reason = SignedHead.Reason

#: Acts after which the journal is sealed and its head signed at once, and not by the worker within a minute.
SIGNED_AFTER: dict[str, SignedHead.Reason] = {
    Action.SITTING_END.value: Reason.SITTING_ENDED,
    Action.RESULT_DECLARE.value: Reason.RESULT_DECLARED,
    Action.LETTER_SEND.value: Reason.LETTER_SENT,
}
FILE = "signing.pem"


def sign(at: datetime, reason: SignedHead.Reason) -> SignedHead | None:
    """Sign the head; the last signed one where nothing was sealed since; none where nothing is sealed."""
    last = Seal.objects.last()
    if last is None:
        return None
    signed = SignedHead.objects.last()
    if signed is not None and signed.number >= last.number:
        return signed
    private, key = _key(at)
    head = Head(last.number, last.digest, in_utc(at), reason.value, key.key)
    row = {"number": head.number, "digest": head.digest, "at": at, "reason": reason, "key": key}
    return SignedHead.objects.create(**row, signature=private.sign(head.message).hex())


def sign_due(at: datetime, *, deadline_closed: bool = False) -> SignedHead | None:
    """Sign the head where an act of ``SIGNED_AFTER`` was sealed since the last one, or a deadline has closed."""
    signed = SignedHead.objects.last()
    since = Entry.objects.filter(act__in=SIGNED_AFTER, seal__number__gt=signed.number if signed else 0)
    act = since.order_by("-pk").values_list("act", flat=True).first()
    if act is not None:
        return sign(at, SIGNED_AFTER[act])
    return sign(at, Reason.DEADLINE_CLOSED) if deadline_closed else None


def closed_until() -> datetime | None:
    """Until when deadlines that closed are signed for: since the first key, or the last head for that reason."""
    rows = SignedHead.objects.filter(reason=Reason.DEADLINE_CLOSED).order_by("-at").values_list("at", flat=True)
    first = SigningKey.objects.order_by("since").values_list("since", flat=True)
    return rows.first() or first.first()


def sign_soon() -> None:
    """Seal and sign now if it can be done: where it cannot, nothing is undone, and the worker does it later."""
    try:
        sealing.seal(timezone.now())
        with transaction.atomic():
            sign_due(timezone.now())
    except (Error, OSError, ValueError) as error:
        log.warning("the journal could not be sealed or signed now: %s", error)


def sign_export(manifest: bytes, at: datetime) -> tuple[PublicKey, str]:
    """The signature over the manifest of an export, in hexadecimal, and the key."""
    private, key = _key(at)
    return key.public_key, private.sign(message_of_export(manifest)).hex()


def prepare(at: datetime) -> SigningKey:
    """Make the key where there is none, and write down its public half."""
    return _key(at)[1]


def rotate(at: datetime) -> SigningKey:
    """Sign with a new key from now on. The private half of the one before is gone; its public half stays."""
    with transaction.atomic():
        _private, before = _key(at)
        before.until = at
        before.save(update_fields=["until"])
        beside = _path().with_suffix(".new")
        beside.unlink(missing_ok=True)
        _write(beside)
        beside.replace(_path())
        return _key(at)[1]


def _path() -> Path:
    return Path(settings.HOME) / FILE


def _key(at: datetime) -> tuple[Ed25519PrivateKey, SigningKey]:
    """The key of this machine with its row.

    Raises:
        OSError, ValueError: its file cannot be made or read.
    """
    path = _path()
    if not path.exists():
        with suppress(FileExistsError):  # another process made it meanwhile
            _write(path)
    private = cast("Ed25519PrivateKey", load_pem_private_key(path.read_bytes(), None))
    public = PublicKey(public_of(private))
    row, _made = SigningKey.objects.get_or_create(key=public.id, defaults={"public": public.public, "since": at})
    return private, row


def _write(path: Path) -> None:
    pem = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
        file.write(pem)
