"""How many pages a PDF has that was made here; a stranger's is read in a process of its own (``documents.texts``)."""

from __future__ import annotations

from io import BytesIO


def pages_of(content: bytes) -> int:
    """How many pages a PDF has that was made here."""
    from pypdf import PdfReader  # noqa: PLC0415 - it takes longer to load than most pages take altogether

    return len(PdfReader(BytesIO(content)).pages)
