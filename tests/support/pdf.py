"""Reading a PDF that the product made."""

from __future__ import annotations

import subprocess


def text_of(content: bytes, order: str = "raw") -> str:
    """What a PDF says, page by page: as it is drawn (``raw``), or as it is seen (``layout``)."""
    read = subprocess.run(["pdftotext", f"-{order}", "-", "-"], input=content, capture_output=True, check=True)
    return read.stdout.decode()
