"""Entering a reply from paper, as the desk does."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from hemicycle.correspondence.models import ReplyVersion
from tests.people.test_uploads import A_PDF
from tests.web.replies.replying import page, said, text

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from tests.correspondence.conftest import Asked

    ClientOf = Callable[[object], Client]


def local(asked: Asked, ago: timedelta = timedelta(hours=1)) -> str:
    """A moment ago as its field has it, in the zone of the deadline."""
    at = (timezone.now() - ago).astimezone(asked.enquiry.first_deadline.zone)
    return at.replace(tzinfo=None).isoformat("T", "seconds")


def paper(asked: Asked, *choices: str, content: bytes = A_PDF, name: str = "letter.pdf", **more: Any) -> dict[str, Any]:
    """What the form sends."""
    source = {"channel": "paper", "received": local(asked), "signed_by": "H.E. Ms. Ama", "person": "", "note": ""}
    file = {"file": SimpleUploadedFile(name, content)} if content else {}
    return {**source, **file, **said(*choices, asked=asked, act="enter"), **more}


def enter(asked: Asked, client_of: ClientOf, **more: Any) -> ReplyVersion:
    response = client_of(asked.world["secretariat"]).post(
        page(asked, "reply_enter", member="GH"), paper(asked, "yes", "no", **more)
    )
    assert response.status_code == 302, text(response)
    return ReplyVersion.objects.latest("pk")


def version_page(version: ReplyVersion, name: str = "reply_desk") -> str:
    return reverse(name, args=["test", version.pk])
