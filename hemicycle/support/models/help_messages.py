"""The help desk: messages between one participant and the technicians."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from hemicycle.fields.personal import Category, Erased, Personal, Readers, Rows, declare
from hemicycle.people.models import Registration
from hemicycle.sittings.models import Sitting

MESSAGE_LENGTH = 2000


class HelpMessage(models.Model):
    """One message in the thread of one participant in one sitting.

    Attributes:
        thread: The participant whom the thread belongs to.
        author: Who wrote it: that participant, or a technician.
    """

    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="help_messages")
    thread = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="help_thread")
    author = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="+")
    text = models.CharField(max_length=MESSAGE_LENGTH)
    at = models.DateTimeField()

    personal_data: ClassVar = declare(
        Rows(owner="thread__person author__person", deleted=Erased.WITH_PERSON, called="help_messages"),
        pointers="thread author",
        impersonal="sitting",
        text=Personal(Category.WORDS, Readers.SECRETARIAT),
        at=Personal(Category.TRACE, Readers.SECRETARIAT),
    )

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"{self.thread_id}: {self.text[:40]}"
