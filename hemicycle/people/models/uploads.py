"""Files that somebody uploaded as evidence: a note, a letter. They are kept outside the web server's reach."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.core.files.storage import storages
from django.db import models

if TYPE_CHECKING:
    from django.core.files.storage import Storage


def _kept() -> Storage:
    return storages["uploads"]


class Upload(models.Model):
    """A file as it came. It never changes; who replaces it uploads another one.

    Attributes:
        file: Under a name of our own; ``name`` is the sender's, shown and never used as a path.
        media_type: What its content is, whatever its name says.
        sha256: Of its content, in hexadecimal.
    """

    file = models.FileField(storage=_kept, upload_to="%Y/%m")
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    uploaded_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return self.name
