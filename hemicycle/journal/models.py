"""The append-only record of acts."""

from __future__ import annotations

from typing import Any, ClassVar, NoReturn

from django.conf import settings
from django.db import models

from hemicycle.fields.personal import Category, Personal, Readers, Rows, declare, on_record
from hemicycle.fields.widths import width_of
from hemicycle.rules.capacity import Capacity
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
        data: The act's own facts.
        address: Network address that it came from.
    """

    at = models.DateTimeField(db_index=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    system = models.CharField(max_length=40, blank=True)
    subject = models.CharField(max_length=40, blank=True)
    capacity = models.CharField(max_length=width_of(Capacity, least=20), blank=True)
    act = models.CharField(max_length=width_of(Action, least=60), db_index=True)
    place = models.CharField(max_length=60, db_index=True, blank=True)
    data: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(default=dict)
    address = models.GenericIPAddressField(null=True)

    personal_data: ClassVar = declare(
        Rows(owner="actor", called="entries"),
        pointers="actor",
        impersonal="system subject",
        at=on_record(Category.TRACE, Readers.SECRETARIAT),
        capacity=on_record(Category.PART, Readers.SECRETARIAT),
        act=on_record(Category.TRACE, Readers.SECRETARIAT),
        place=on_record(Category.TRACE, Readers.SECRETARIAT),
        data=Personal(Category.WORDS, Readers.SECRETARIAT, exported=False, facts=("words", "words_before", "reason")),
        address=Personal(Category.TRACE, Readers.NOBODY),
    )

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
