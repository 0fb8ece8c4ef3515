"""The emblem of a body: what was uploaded, drawn anew, so that nothing goes out but its pixels."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from PIL import Image

from hemicycle.correspondence.reasons import CorrespondenceCode
from hemicycle.people.uploads import JPEG, PNG
from hemicycle.rules.reasons import Refusal

if TYPE_CHECKING:
    from hemicycle.people.uploads import Looked

#: A side of it may have so many pixels: what is larger fills the memory of whoever unpacks it.
MOST_PIXELS = 4000
#: It is drawn in these at most: sharp on paper at 25 mm, and small enough for each page.
WIDTH, HEIGHT = 900, 360
#: On a screen it stands 28 pixels high; twice that is sharp on any.
SCREEN_WIDTH, SCREEN_HEIGHT = 192, 56
_FORMATS = {PNG: "PNG", JPEG: "JPEG"}


def drawn(file: Looked) -> bytes:
    """The picture as PNG, no larger than ``WIDTH`` by ``HEIGHT``, without what else was in its file.

    Raises:
        Refusal: it is no PNG or JPEG, is damaged, or has more pixels than are unpacked.
    """
    if file.media_type not in _FORMATS:
        raise Refusal(CorrespondenceCode.EMBLEM_NOT_A_PICTURE)
    try:
        with Image.open(BytesIO(file.content), formats=[_FORMATS[file.media_type]]) as picture:
            if max(picture.size) > MOST_PIXELS:
                width, height = picture.size
                raise Refusal(CorrespondenceCode.EMBLEM_TOO_LARGE, width=width, height=height, most=MOST_PIXELS)
            made = picture.convert("RGBA")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise Refusal(CorrespondenceCode.EMBLEM_NOT_A_PICTURE) from error
    made.thumbnail((WIDTH, HEIGHT))
    content = BytesIO()
    made.save(content, "PNG", optimize=True)
    return content.getvalue()


def for_screen(content: bytes) -> bytes:
    """An emblem as it stands at the head of a page, from what ``drawn`` made: no larger than it is shown."""
    with Image.open(BytesIO(content), formats=["PNG"]) as picture:
        made = picture.convert("RGBA")
    made.thumbnail((SCREEN_WIDTH, SCREEN_HEIGHT))
    small = BytesIO()
    made.save(small, "PNG", optimize=True)
    return small.getvalue()
