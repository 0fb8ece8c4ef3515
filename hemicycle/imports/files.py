"""The files beside a table, in one ZIP with it: each looked at once, and kept only where it is needed."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from django.core.files.base import ContentFile

from hemicycle.imports.archive import ZIP, Archive, is_archive, key_of, look_at_archive
from hemicycle.people.uploads import Looked, look
from hemicycle.rules.reasons import Reason, Refusal

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Self

    from django.core.files.base import File

    from hemicycle.people.models import Upload


def look_at_table(file: File[bytes]) -> Looked:
    """Look at a file that is a table, or a ZIP with one.

    Raises:
        Refusal: as for ``people.uploads.look``, or ``archive.look_at_archive``.
    """
    file.seek(0)
    begins = file.read(4)
    file.seek(0)
    zipped = begins == b"PK\x03\x04" and is_archive(file.read())
    return look_at_archive(file) if zipped else look(file)


def _any(looked: Looked) -> Looked:
    return looked


class Files:
    """The files beside a table, all of them looked at: each can be kept, or there is a reason why it cannot.

    Args:
        require: Refuses a file of a kind that is not wanted, as ``people.uploads.look`` does.
    """

    def __init__(self, archive: Archive | None = None, require: Callable[[Looked], Looked] = _any) -> None:
        self._looked: dict[str, Looked | Reason] = {}
        if archive is not None:
            self._looked = {key_of(name): _look(archive, name, require) for name in archive.files()}

    @classmethod
    def beside(cls, upload: Upload, require: Callable[[Looked], Looked] = _any) -> Self:
        """Those of a ZIP that is kept; none, where it is a table alone."""
        if upload.media_type != ZIP:
            return cls()
        with upload.file.open("rb") as file:
            return cls(Archive(BytesIO(file.read())), require)

    def __contains__(self, name: str) -> bool:
        """Whether there is one of this name."""
        return key_of(name) in self._looked

    def look(self, name: str) -> Looked | Reason:
        """A file as it can be kept, or why it cannot."""
        return self._looked[key_of(name)]


def _look(archive: Archive, name: str, require: Callable[[Looked], Looked]) -> Looked | Reason:
    try:
        return require(look(ContentFile(archive.read(name), name=name)))
    except Refusal as refused:
        return refused.reason
