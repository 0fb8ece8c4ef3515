"""A small consultation, and an export of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.core.files.base import ContentFile

from hemicycle.ending import actions
from hemicycle.journal.record import Performer
from hemicycle.people.models import Upload
from hemicycle.rules.floor import SittingState
from tests.ending.exports import exported
from tests.factories import START, make_world

if TYPE_CHECKING:
    from pathlib import Path

    from tests.factories import World


@pytest.fixture
def world(db: None) -> World:  # noqa: ARG001 - there is a database
    return make_world()


@pytest.fixture
def given(world: World, tmp_path: Path) -> Path:
    """An export of a consultation that was closed, with a file of somebody's."""
    world.sitting.state = SittingState.ENDED.value
    world.sitting.save()
    performer = Performer(world["secretariat"].person)
    actions.close(world.consultation.pk, performer, START, "The report is out.")
    upload = Upload.objects.create(
        file=ContentFile(b"words", "note.txt"),
        name="note.txt",
        media_type="text/plain",
        size=5,
        sha256="0",
        uploaded_by=world["br"].person,
        uploaded_at=START,
    )
    brazil = world["br"].member
    assert brazil is not None
    world.consultation.focal_points.create(member=brazil, person=world["br"].person, start=START, instrument=upload)
    file = tmp_path / "given.zip"
    file.write_bytes(exported(world).getvalue())
    return file
