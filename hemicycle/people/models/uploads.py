"""Files that somebody uploaded as evidence: a note, a letter. They are kept outside the web server's reach."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.core.files.storage import storages
from django.db import models

from hemicycle.fields.personal import Category, Erased, Personal, Readers, Rows, declare

if TYPE_CHECKING:
    from django.core.files.storage import Storage

#: An upload is evidence of something else.
_WITH_ITS_USE = "It goes with what it was uploaded for, where that is erased."


def _kept() -> Storage:
    return storages["uploads"]


class Upload(models.Model):
    """A file as it came. It never changes; who replaces it uploads another one.

    Attributes:
        file: Under a name of our own; ``name`` is the sender's, shown and never used as a path.
        media_type: What its content is, whatever its name says.
        sha256: Of its content, in hexadecimal.
        uploaded_by: Nobody, where it came by mail.
    """

    file = models.FileField(storage=_kept, upload_to="%Y/%m")
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    uploaded_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    uploaded_at = models.DateTimeField()

    personal_data: ClassVar = declare(
        Rows(owner="uploaded_by"),
        pointers="uploaded_by",
        impersonal="media_type size sha256",
        file=Personal(Category.WORDS, Readers.MEMBER, Erased.NEVER, exported=False, why=_WITH_ITS_USE),
        name=Personal(Category.WORDS, Readers.MEMBER, Erased.NEVER, why=_WITH_ITS_USE),
        uploaded_at=Personal(Category.TRACE, Readers.MEMBER, Erased.NEVER, why=_WITH_ITS_USE),
    )

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return self.name
