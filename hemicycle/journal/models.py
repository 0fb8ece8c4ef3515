"""The append-only record of acts."""

from __future__ import annotations

from typing import Any, ClassVar, NoReturn

from django.conf import settings
from django.db import models

from hemicycle.fields.append_only import WRITTEN_ONCE, AppendOnly
from hemicycle.fields.personal import Category, Erased, Personal, Readers, Rows, declare, on_record
from hemicycle.fields.widths import width_of
from hemicycle.journal.chain import WORDS
from hemicycle.rules.capacity import KEY_LENGTH as CAPACITY_LENGTH
from hemicycle.rules.permissions import Action


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
    """

    number = models.PositiveBigIntegerField(primary_key=True)
    entry = models.OneToOneField(Entry, on_delete=models.DO_NOTHING, db_constraint=False, related_name="seal")
    at = models.DateTimeField()
    words: models.JSONField[dict[str, str], dict[str, str]] = models.JSONField(default=dict)
    digest = models.CharField(max_length=64)

    personal_data: ClassVar = declare(impersonal="entry at words digest")
    append_only: ClassVar = WRITTEN_ONCE

    class Meta:
        ordering: ClassVar = ["number"]

    def __str__(self) -> str:
        return f"{self.number}:{self.digest}"
