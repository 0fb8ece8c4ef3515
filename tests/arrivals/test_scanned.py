"""Attachments are shown to ClamAV's daemon: what it refuses is kept apart and named, and never handed out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.arrivals.mails import mail
from tests.arrivals.test_processing import arrive
from tests.ports import free_port
from tests.support.clamd import EICAR, scanner

if TYPE_CHECKING:
    from pytest_django import Settings

    from tests.arrivals.conftest import Shelf

__all__ = ["scanner"]


@pytest.mark.usefixtures("world", "scanner")
def test_a_virus_is_kept_apart_and_named(shelf: Shelf) -> None:
    message = mail()
    message.add_attachment(b"Agreed.", maintype="text", subtype="plain", filename="note.txt")
    message.add_attachment(EICAR, maintype="text", subtype="plain", filename="eicar.txt")
    row = arrive(message)
    assert [(file["name"], file["found"]) for file in row.files] == [("note.txt", ""), ("eicar.txt", "upload_infected")]
    assert [file["name"] for file in row.harmless_files] == ["note.txt"]
    assert (row.state, row.why["code"], shelf.taken) == ("waiting", "files_apart", [])
    assert row.original, "the message itself is kept as it came"


@pytest.mark.usefixtures("world", "scanner")
def test_what_is_clean_goes_on(shelf: Shelf) -> None:
    message = mail()
    message.add_attachment(b"Agreed.", maintype="text", subtype="plain", filename="note.txt")
    row = arrive(message)
    assert (row.state, shelf.taken) == ("filed", [row.pk])


@pytest.mark.usefixtures("world")
def test_without_an_answer_of_the_scanner_nothing_is_handed_on_where_it_is_required(
    shelf: Shelf, settings: Settings
) -> None:
    settings.CLAMD, settings.CLAMD_REQUIRED = f"127.0.0.1:{free_port()}", True
    message = mail()
    message.add_attachment(b"Agreed.", maintype="text", subtype="plain", filename="note.txt")
    row = arrive(message)
    assert [file["found"] for file in row.files] == ["upload_not_scanned"]
    assert (row.state, shelf.taken) == ("waiting", [])
