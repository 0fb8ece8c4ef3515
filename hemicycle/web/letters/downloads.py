"""Files of letters, to be saved: never shown by the browser as a page of ours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404

from hemicycle.correspondence.models import LetterPaper
from hemicycle.web.letters.documents import MEDIA_TYPES, file_name, paper
from hemicycle.web.letters.posting import papers_of
from hemicycle.web.toolkit.downloads import download, stored_file

if TYPE_CHECKING:
    from django.http import FileResponse, HttpResponse

    from hemicycle.correspondence.models import Letter
    from hemicycle.web.letters.version import Version


def paper_of(letter: Letter, version: Version, kind: str) -> HttpResponse | FileResponse:
    """A letter as PDF or DOCX: the file that went out, or one made now of a draft.

    Raises:
        Http404: there is no such kind.
    """
    if kind not in LetterPaper.Kind.values:
        raise Http404
    if letter.sent and (version.added is None or version.added.sent):
        for stored in papers_of(letter, version, kind):
            return stored_file(stored.upload)
    name = file_name(version.symbol, version.language, kind)
    return download(paper(version, kind), name, MEDIA_TYPES[LetterPaper.Kind(kind)])
