"""Focal points from a file, as the secretariat sees it; and who reads a letter that names several Members."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from hemicycle.imports.models import Import
from hemicycle.journal.record import Performer
from hemicycle.people.actions import focal_points
from hemicycle.people.models import FocalPoint
from tests.support.html import html_of
from tests.support.registrations import mandate, member

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from tests.factories import World

    ClientOf = Callable[[object], Client]

ROWS = b"member,email,name\nBR,ana@example.org,Ms. Ana\nJP,jp@example.org,\n"


def note() -> SimpleUploadedFile:
    return SimpleUploadedFile("note-verbale.pdf", b"%PDF-1.7\n%%EOF")


def table() -> SimpleUploadedFile:
    return SimpleUploadedFile("focal-points.csv", ROWS)


def status(client: Client, page: str) -> int:
    answer = client.get(page)
    answer.getvalue()
    return answer.status_code


def test_a_file_with_its_note_is_checked_and_imported(world: World, client_of: ClientOf) -> None:
    client, page = client_of(world["secretariat"]), reverse("imports", args=["test"])
    link = f"{page}?kind=focal_points"
    assert f'href="{link}"' in html_of(client.get(reverse("members_desk", args=["test"])))
    assert '<option value="focal_points" selected>' in html_of(client.get(link))
    wrong = client.post(page, {"kind": "members", "file": table(), "instrument": note()})
    assert (wrong.status_code, "Only focal points have a note or letter." in html_of(wrong)) == (422, True)
    client.post(page, {"kind": "focal_points", "file": table(), "instrument": note()})
    rows = reverse("import_rows", args=["test", Import.objects.get().pk])
    shown = html_of(client.get(rows))
    assert "note-verbale.pdf" in shown
    assert "are informed by e-mail" in shown
    done = html_of(client.post(rows, follow=True))
    assert "2 rows were imported." in done
    assert "are informed by e-mail" in done


def test_a_letter_that_names_several_members_is_read_by_the_secretariat_alone(
    world: World, client_of: ClientOf
) -> None:
    now, desk = timezone.now(), Performer(world["secretariat"].person)
    own = focal_points.name(
        world.consultation.pk, desk, now, member=member(world, "br"), wanted=mandate("br@example.org", "Ms. Br")
    )
    client = client_of(world["secretariat"])
    client.post(reverse("imports", args=["test"]), {"kind": "focal_points", "file": table(), "instrument": note()})
    client.post(reverse("import_rows", args=["test", Import.objects.get().pk]))
    ana, jp = FocalPoint.objects.exclude(pk=own.pk).order_by("pk")
    assert own.instrument
    assert ana.instrument == jp.instrument
    page, shared = (
        reverse("delegation", args=["test", "BR"]),
        reverse("upload", args=["test", "BR", ana.instrument_id]),
    )
    earlier = reverse("upload", args=["test", "BR", own.instrument.pk])
    assert shared in html_of(client.get(page))
    assert status(client, shared) == 200
    theirs = client_of(ana.person)
    assert shared not in html_of(theirs.get(page))
    assert earlier in html_of(theirs.get(page))
    assert (status(theirs, shared), status(theirs, earlier)) == (403, 200)
    assert status(theirs, reverse("upload", args=["test", "BR", 999999])) == 404
