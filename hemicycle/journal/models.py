"""The append-only record of acts."""

from __future__ import annotations

import base64
from datetime import UTC
from typing import TYPE_CHECKING, Any, ClassVar, NoReturn

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hemicycle.fields.append_only import WRITTEN_ONCE, AppendOnly
from hemicycle.fields.personal import Category, Erased, Personal, Readers, Rows, declare, on_record
from hemicycle.fields.widths import width_of
from hemicycle.journal.chain import SORTED, WORDS
from hemicycle.journal.signatures import ID_LENGTH, KEY_LENGTH, SIGNATURE_LENGTH, Head, PublicKey
from hemicycle.rules.capacity import KEY_LENGTH as CAPACITY_LENGTH
from hemicycle.rules.permissions import Action

if TYPE_CHECKING:
    from datetime import datetime


#: Of a SHA-256 digest in hexadecimal.
DIGEST_LENGTH = 64


class Entries(models.QuerySet["Entry"]):
    """Entries, which are read and added."""

    def update(self, **_fields: Any) -> NoReturn:
        """Refuse.

        Raises:
            TypeError: always.
        """
        raise TypeError("a journal entry never changes")

    def delete(self) -> NoReturn:
        """Refuse.

        Raises:
            TypeError: always.
        """
        raise TypeError("a journal entry is never deleted")


class Entry(models.Model):
    """Who did what, for whom, when and from where. Written in the transaction of the act, never changed.

    Attributes:
        actor: Person who acted; none for an act of the system itself, named in ``system``.
        subject: Code of the Member for which they acted.
        capacity: Their class or role as at that moment (rule 5).
        act: Name of the action, as in the table of permissions.
        place: What it happened to: ``sitting:3``.
        data: The act's own facts. Retention alone takes words about people out of them (``Erasure``).
        salt: Random, where there are such words: the chain knows them by a salted digest. It goes with them.
    """

    at = models.DateTimeField(db_index=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    system = models.CharField(max_length=40, blank=True)
    subject = models.CharField(max_length=40, blank=True)
    capacity = models.CharField(max_length=CAPACITY_LENGTH, blank=True)
    act = models.CharField(max_length=width_of(Action, least=60), db_index=True)
    place = models.CharField(max_length=60, db_index=True, blank=True)
    data: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(default=dict)
    salt = models.CharField(max_length=32, blank=True)

    personal_data: ClassVar = declare(
        Rows(owner="actor", called="entries"),
        pointers="actor",
        impersonal="system subject salt",
        at=on_record(Category.TRACE, Readers.SECRETARIAT),
        capacity=on_record(Category.PART, Readers.SECRETARIAT),
        act=on_record(Category.TRACE, Readers.SECRETARIAT),
        place=on_record(Category.TRACE, Readers.SECRETARIAT),
        data=Personal(Category.WORDS, Readers.SECRETARIAT, exported=False, facts=WORDS),
    )
    append_only: ClassVar = AppendOnly(erasable="salt", released="data", released_by="journal.Erasure.entry")

    objects: ClassVar[models.Manager[Entry]] = Entries.as_manager()

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M:%S} {self.act} {self.place}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write a new entry.

        Raises:
            TypeError: it was written before; the record is append-only.
        """
        if not self._state.adding:
            raise TypeError("a journal entry never changes")
        super().save(*args, **kwargs)

    def delete(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        """Refuse.

        Raises:
            TypeError: always.
        """
        raise TypeError("a journal entry is never deleted")

    @property
    def address(self) -> str | None:
        """Network address that it came from, for as long as that is kept. One query."""
        return Origin.objects.filter(entry=self).values_list("address", flat=True).first()


class Origin(models.Model):
    """The network address that an act came from: no part of the record, and deleted after some weeks."""

    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, primary_key=True, related_name="origin")
    address = models.GenericIPAddressField()

    personal_data: ClassVar = declare(
        Rows(owner="entry__actor", deleted=Erased.WITH_PERSON, called="network_addresses"),
        address=Personal(Category.TRACE, Readers.NOBODY),
    )
    append_only: ClassVar = AppendOnly(deletable=True)

    def __str__(self) -> str:
        return f"{self.entry_id}: {self.address}"


class Erasure(models.Model):
    """Words about a person are taken out of an entry: written first, and kept.

    The entry of the act that erases names the entries too, and is sealed like any other.
    """

    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="erasure")
    at = models.DateTimeField()

    personal_data: ClassVar = declare(impersonal="entry at")
    append_only: ClassVar = WRITTEN_ONCE

    def __str__(self) -> str:
        return f"{self.entry_id}: {self.at:%Y-%m-%d}"


class Seal(models.Model):
    """A link of the chain over the journal (``journal.chain``): it outlasts whatever becomes of its entry.

    Attributes:
        number: From 1, without gaps. Entries are sealed in the order in which they were found, not of their keys.
        words: Salted digest of each of the words about people, by where they stand in the facts.
        digest: SHA-256 over the digest before it and the content of the entry, in hexadecimal.
        form: Of the seal: ``chain.SORTED`` or ``chain.CANONICAL``.
        content: Digest of the content, by which the chain is followed without it; empty for seals of the first form.
    """

    number = models.PositiveBigIntegerField(primary_key=True)
    entry = models.OneToOneField(Entry, on_delete=models.DO_NOTHING, db_constraint=False, related_name="seal")
    at = models.DateTimeField()
    words: models.JSONField[dict[str, str], dict[str, str]] = models.JSONField(default=dict)
    digest = models.CharField(max_length=DIGEST_LENGTH)
    form = models.PositiveSmallIntegerField(default=SORTED)
    content = models.CharField(max_length=DIGEST_LENGTH, blank=True)

    personal_data: ClassVar = declare(impersonal="entry at words digest form content")
    append_only: ClassVar = WRITTEN_ONCE

    class Meta:
        ordering: ClassVar = ["number"]

    def __str__(self) -> str:
        return f"{self.number}:{self.digest}"


class SigningKey(models.Model):
    """The public half of a key that this installation signs with, or signed with; the private one is a file.

    Attributes:
        key: Its id, by which heads name it.
        until: Since when another one signs; None while this one does.
    """

    key = models.CharField(max_length=ID_LENGTH, primary_key=True)
    public = models.CharField(max_length=KEY_LENGTH)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)

    personal_data: ClassVar = declare(impersonal="public since until")
    append_only: ClassVar = AppendOnly(once="until")

    class Meta:
        ordering: ClassVar = ["since", "key"]

    def __str__(self) -> str:
        return self.key

    @property
    def public_key(self) -> PublicKey:
        """As a file has it."""
        return PublicKey(self.public, in_utc(self.since), in_utc(self.until) if self.until else "")


class SignedHead(models.Model):
    """The head of the chain as this installation signed it at a moment that matters.

    Attributes:
        number, digest: Of the seal.
        signature: Ed25519 over ``signatures.Head.message``, in hexadecimal.
        token: Of a time-stamping service (RFC 3161), DER; None until there is one.
    """

    class Reason(models.TextChoices):
        SITTING_ENDED = "sitting_ended", _("End of a sitting")
        DEADLINE_CLOSED = "deadline_closed", _("Close of a deadline")
        RESULT_DECLARED = "result_declared", _("Declaration of a result")
        LETTER_SENT = "letter_sent", _("Sending of a letter")
        EXPORTED = "exported", pgettext_lazy("reason of a signature", "Export")

    number = models.PositiveBigIntegerField()
    digest = models.CharField(max_length=DIGEST_LENGTH)
    at = models.DateTimeField()
    reason = models.CharField(max_length=width_of(Reason, least=20), choices=Reason)
    key = models.ForeignKey(SigningKey, on_delete=models.PROTECT, related_name="heads")
    signature = models.CharField(max_length=SIGNATURE_LENGTH)
    token = models.BinaryField(null=True, blank=True)

    personal_data: ClassVar = declare(impersonal="number digest at reason key signature token")
    append_only: ClassVar = AppendOnly(once="token")

    class Meta:
        ordering: ClassVar = ["number", "pk"]

    def __str__(self) -> str:
        return f"{self.number}:{self.digest}"

    @property
    def is_signed(self) -> bool:
        """Whether its signature is of its key. Reads ``key``."""
        return self.key.public_key.signed(self.head.message, self.signature)

    @property
    def head(self) -> Head:
        """As a file has it."""
        token = base64.b64encode(self.token).decode() if self.token else ""
        return Head(self.number, self.digest, in_utc(self.at), self.reason, self.key_id, self.signature, token)


def in_utc(moment: datetime) -> str:
    """To the microsecond, as the chain has it."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")
