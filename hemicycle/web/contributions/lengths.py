"""How many pages a contribution has, as it prints or as its file came, and the same in words (rule 23)."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from django.utils.html import linebreaks
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hemicycle.people.uploads import PDF
from hemicycle.rules.codes import RuleCode
from hemicycle.rules.contributions import length
from hemicycle.web.toolkit.pdf_pages import pages_of

if TYPE_CHECKING:
    from hemicycle.people.models import Upload

#: So many characters of a Word document are set, some ten pages; a longer one has as many more as its text is longer.
_SET = 30_000


def pages_of_text(text: str) -> int:
    """About how many pages the text of a Word document fills, set as ours is; 0 where it has none.

    Word alone says where the pages of its documents end. What stands in pictures is not counted.

    Args:
        text: Of the file, as far as it was read.
    """
    # It takes longer to load than most pages take altogether.
    from hemicycle.web.toolkit import pdf_printer  # noqa: PLC0415

    part = text[:_SET]
    if not part.strip():
        return 0
    body = linebreaks(part, autoescape=True)
    html = f'<html lang="en"><head><title>-</title></head><body><div class="text">{body}</div></body></html>'
    return ceil(pages_of(pdf_printer.printed(html, ["paper", "contribution"])) * len(text) / len(part))


def length_words(pages: int, recommended: int, upload: Upload | None = None) -> str:
    """How long a contribution is, and that this is more than is recommended where it is.

    Args:
        pages: As they were counted in its file, or as it prints.
        upload: The file as which it came.
    """
    if upload is not None and not pages:
        return _("Number of pages not known")
    if upload is None or upload.media_type == PDF:
        said = ngettext("%(pages)d page", "%(pages)d pages", pages) % {"pages": pages}
    else:
        said = ngettext("about %(pages)d page", "about %(pages)d pages", pages) % {"pages": pages}
    if length(pages, recommended).reason.code is not RuleCode.CONTRIBUTION_LONGER:
        return said
    more = ngettext("at most %(number)d is recommended", "at most %(number)d are recommended", recommended)
    return _("%(pages)s; %(more)s") % {"pages": said, "more": more % {"number": recommended}}
