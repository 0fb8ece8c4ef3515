"""A picture, as somebody uploads it."""

from __future__ import annotations

from io import BytesIO

from PIL import Image


def png(width: int = 30, height: int = 20, colour: str = "#0a5ea8") -> bytes:
    """A rectangle of one colour."""
    content = BytesIO()
    Image.new("RGB", (width, height), colour).save(content, "PNG")
    return content.getvalue()
