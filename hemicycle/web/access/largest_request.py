"""How much may be sent with a form and its files: more is refused before it is read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler

if TYPE_CHECKING:
    from collections.abc import Mapping

#: As the guide's web server has it; the largest of ours is the archive of an import.
MEGABYTES = 64


class FilesTooLarge(RequestDataTooBig):
    """More than ``MEGABYTES`` with files."""


class LargestRequest(FileUploadHandler):
    """The first of those that take files. Django limits text alone, and keeps any file of any form on the disk."""

    def handle_raw_input(
        self,
        input_data: Any,  # noqa: ANN401, ARG002 - Django's interface
        META: Mapping[str, Any],  # noqa: N803, ARG002
        content_length: int,
        boundary: str,  # noqa: ARG002
        encoding: str | None = None,  # noqa: ARG002
    ) -> None:
        """Look at what the request says of its length; the server reads no more than that."""
        if content_length > MEGABYTES << 20:
            raise FilesTooLarge(f"{content_length} bytes")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:  # noqa: ARG002 - Django's interface
        """Leave it to the next one."""
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Leave it to the next one."""
