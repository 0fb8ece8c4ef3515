"""The emblem of a body, as it stands at the head of pages: open to everybody, as its letters are."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.utils.cache import patch_cache_control

from hemicycle.consultations.language_parts import Wording
from hemicycle.correspondence.emblems import for_screen
from hemicycle.correspondence.letter_queries import emblem_file
from hemicycle.people.uploads import PNG
from hemicycle.web.access.page import page
from hemicycle.web.access.permissions import NOBODY
from hemicycle.web.letters.letterhead import Emblem

if TYPE_CHECKING:
    from django.http import HttpRequest

_YEAR = 365 * 24 * 3600


@page(NOBODY)
def emblem(_request: HttpRequest, _nobody: None, digest: str) -> HttpResponse:
    """The picture that has this digest: another one has another address, so that a cache keeps it."""
    found = emblem_file(digest)
    content = Emblem(found, Wording("", "")).content if found else b""
    if not content:
        raise Http404(digest)
    response = HttpResponse(_small(content), content_type=PNG)
    patch_cache_control(response, public=True, max_age=_YEAR, immutable=True)
    return response


@lru_cache(maxsize=8)
def _small(content: bytes) -> bytes:
    return for_screen(content)
