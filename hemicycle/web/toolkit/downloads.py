"""Files as answers: to be saved, and kept by no cache on the way."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

from django.http import FileResponse, Http404, HttpResponse
from django.utils.http import content_disposition_header

if TYPE_CHECKING:
    from django.core.files import File

    from hemicycle.people.models import Upload

NOT_KEPT = {"Cache-Control": "private, no-store"}


def download(content: bytes, name: str, media_type: str) -> HttpResponse:
    """A file made for this answer."""
    disposition = content_disposition_header(as_attachment=True, filename=name)
    return HttpResponse(content, content_type=media_type, headers={"Content-Disposition": disposition, **NOT_KEPT})


def made_file(content: IO[bytes], name: str, media_type: str) -> FileResponse:
    """A file made for this answer, too large for memory; the answer closes it."""
    return FileResponse(content, as_attachment=True, filename=name, content_type=media_type, headers=NOT_KEPT)


def kept_file(content: File[bytes], name: str, media_type: str) -> FileResponse:
    """A file that was made before, to be saved under a name."""
    opened = content.open("rb")
    return FileResponse(opened, as_attachment=True, filename=name, content_type=media_type, headers=NOT_KEPT)


def stored_file(upload: Upload | None, *, inside_page: bool = False) -> FileResponse:
    """A file as somebody sent it.

    Args:
        inside_page: A page of ours shows it; else it is saved, and never shown by the browser as a page of ours.

    Raises:
        Http404: there is none.
    """
    if upload is None:
        raise Http404
    try:
        content = upload.file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    return FileResponse(
        content,
        as_attachment=not inside_page,
        filename=upload.name,
        content_type=upload.media_type,
        headers=NOT_KEPT,
    )


def shown_inside(content: bytes, name: str, media_type: str) -> HttpResponse:
    """A file made for this answer, which a page of ours shows."""
    disposition = content_disposition_header(as_attachment=False, filename=name)
    return HttpResponse(content, content_type=media_type, headers={"Content-Disposition": disposition, **NOT_KEPT})
