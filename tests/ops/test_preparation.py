"""What is said and made before the web process starts."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from io import StringIO
from typing import TYPE_CHECKING

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from hemicycle.ops import connections, installation
from hemicycle.ops.preparation import prepare, warn_of_missing_uploads
from hemicycle.people import uploads
from hemicycle.people.models import Person

if TYPE_CHECKING:
    from pytest_django import Settings

    from tests.factories import World


@pytest.mark.django_db
def test_uploads_that_another_machine_took_into_its_own_folder_are_told_of() -> None:
    person, said = Person.objects.create_user("secretariat@example.org", "Ms. Secretariat"), list[str]()
    rows = [uploads.store(b"words", name, uploads.TEXT, person, timezone.now()) for name in ("a.txt", "b.txt")]
    warn_of_missing_uploads(said.append)
    assert said == []
    rows[0].file.storage.delete(str(rows[0].file.name))
    warn_of_missing_uploads(said.append)
    assert len(said) == 1
    assert "1 of the newest uploads are not in" in said[0]
    assert "HEMICYCLE_UPLOADS" in said[0]


@pytest.mark.django_db
def test_a_postgresql_that_takes_too_few_connections_is_told_of() -> None:
    read = installation.read()
    assert connections.too_few(replace(read, web_workers=1, web_threads=1)) == ""
    many = replace(read, web_workers=1000, web_threads=24)
    assert connections.needed(many) == 24_013
    said = connections.too_few(many)
    if connection.vendor == "sqlite":
        assert said == "", "it has none"
        return
    assert "and 24013 may be needed: one for each of 24 threads in 1000 web processes" in said
    assert "Raise max_connections" in said


def test_an_installation_and_a_consultation_without_a_second_factor_are_told_of(
    world: World, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hemicycle.ops.preparation.call_command", lambda *_words, **_named: None)
    row = world.consultation

    def told() -> list[str]:
        said = list[str]()
        prepare(said.append)
        return [sentence for sentence in said if "second factor" in sentence]

    assert told() == [], "strangers do not reach it"
    settings.SECURE = True
    [sentence] = told()
    assert "required of: chair, vice_chair, secretariat, technician (HEMICYCLE_SECOND_FACTOR)" in sentence
    settings.SECOND_FACTOR = ["secretariat", "chair", "vice_chair", "technician"]
    assert told() == []
    row.settings = {**row.settings, "second_factor": ["secretariat", "chair"]}
    row.save()
    [sentence] = told()
    assert f"required of: vice_chair, technician ({row.slug})" in sentence
    out = StringIO()
    with suppress(SystemExit):  # nothing runs here
        call_command("status", stdout=out)
    [line] = [line for line in out.getvalue().splitlines() if "Second factor" in line]
    assert line.split(maxsplit=3) == [
        "note",
        "Second",
        "factor",
        f"not required of: vice_chair, technician ({row.slug})",
    ]
    row.closed_at = timezone.now()
    row.save()
    assert told() == []


@pytest.mark.django_db
@pytest.mark.parametrize(("most", "told"), [(None, 0), (85, 0), (84, 1)])
def test_it_is_told_of_before_the_pages_are_served(
    most: int | None, told: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    read, said = replace(installation.read(), web_workers=3, web_threads=24), list[str]()
    monkeypatch.setattr(installation, "read", lambda: read)
    monkeypatch.setattr(connections, "_most", lambda: most)
    monkeypatch.setattr("hemicycle.ops.preparation.call_command", lambda *_words, **_named: None)
    prepare(said.append)
    assert len([sentence for sentence in said if "max_connections" in sentence]) == told
