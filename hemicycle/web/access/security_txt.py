"""``/.well-known/security.txt`` (RFC 9116): whom to tell of a vulnerability of this installation."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import Http404, HttpResponse
from django.utils import timezone

from hemicycle.consultations.languages import LANGUAGES
from hemicycle.web.access.page import page
from hemicycle.web.access.permissions import NOBODY

if TYPE_CHECKING:
    from django.http import HttpRequest

#: As long as an answer may be believed; the standard asks for less than a year.
GOOD_FOR = timedelta(days=180)


@page(NOBODY)
def security_txt(_request: HttpRequest, _nobody: None) -> HttpResponse:
    """The contact that the installation names; nothing where it names none."""
    contact = settings.SECURITY_CONTACT
    if not contact:
        raise Http404
    address = f"mailto:{contact}" if "@" in contact and ":" not in contact else contact
    expires = (timezone.now() + GOOD_FOR).isoformat(timespec="seconds")
    lines = [
        f"Contact: {address}",
        f"Expires: {expires}",
        f"Canonical: {settings.PUBLIC_ADDRESS}/.well-known/security.txt",
        f"Preferred-Languages: {', '.join(LANGUAGES)}",
    ]
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")
