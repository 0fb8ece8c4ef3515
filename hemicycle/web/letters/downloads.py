"""Files of letters, to be saved: never shown by the browser as a page of ours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import FileResponse, Http404

from hemicycle.correspondence.models import LetterPaper
from hemicycle.web.letters.documents import MEDIA_TYPES, file_name, paper
from hemicycle.web.toolkit.pdf import file_response

if TYPE_CHECKING:
    from django.http import HttpResponse

    from hemicycle.correspondence.models import Letter
    from hemicycle.people.models import Upload
    from hemicycle.web.letters.version import Version


def sent_file(upload: Upload | None) -> FileResponse:
    """A file as it was kept.

    Raises:
        Http404: there is none.
    """
    try:
        content = upload.file.open("rb") if upload else None
    except FileNotFoundError as error:
        raise Http404 from error
    if upload is None or content is None:
        raise Http404
    response = FileResponse(content, as_attachment=True, filename=upload.name, content_type=upload.media_type)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    return response


def paper_of(letter: Letter, version: Version, kind: str) -> HttpResponse | FileResponse:
    """A letter as PDF or DOCX: the file that went out, or one made now of a draft.

    Raises:
        Http404: there is no such kind.
    """
    if kind not in LetterPaper.Kind.values:
        raise Http404
    if letter.sent:
        rows = letter.papers.filter(language=version.language, kind=kind).select_related("upload")
        kept = rows.first()
        if kept is not None:
            return sent_file(kept.upload)
    name = file_name(version.symbol, version.language, kind)
    return file_response(paper(version, kind), name, MEDIA_TYPES[LetterPaper.Kind(kind)])
