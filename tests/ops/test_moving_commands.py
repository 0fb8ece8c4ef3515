"""``hemicycle export`` and ``hemicycle import-consultation``, as an operator types them."""

from __future__ import annotations

from io import StringIO
from typing import TYPE_CHECKING

import pytest
from django.core.management import CommandError, call_command

from hemicycle.consultations.models import Consultation
from hemicycle.journal.models import Entry
from tests.factories import SLUG, make_world

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.django_db


def printed(command: str, *arguments: str) -> str:
    out = StringIO()
    call_command(command, *arguments, stdout=out)
    return out.getvalue()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """An export."""
    make_world()
    written = tmp_path / "kept" / "one.zip"
    assert "It holds personal data." in printed("export", SLUG, str(written))
    return written


def test_an_export_is_for_its_owner_alone_and_on_record(file: Path) -> None:
    assert file.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in file.parent.iterdir()] == ["one.zip"]
    assert Entry.objects.filter(act="consultation.export").count() == 1


def test_no_file_is_written_over_and_another_name_is_told(file: Path, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="is there already"):
        call_command("export", SLUG, str(file))
    with pytest.raises(CommandError, match=f"There is no consultation “nowhere”. There are: {SLUG}."):
        call_command("export", "nowhere", str(tmp_path / "two.zip"))


def test_it_is_looked_through_and_then_taken_in_beside_the_first(file: Path) -> None:
    assert "It can be taken in." in printed("import_consultation", str(file), "--check", "--slug", "beside")
    assert not Consultation.objects.filter(slug="beside").exists()
    said = printed("import_consultation", str(file), "--slug", "beside")
    assert "The consultation “beside” is here" in said
    assert "Here already, and left as they are" in said
    assert Consultation.objects.filter(slug="beside").exists()


def test_what_is_no_export_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "none.zip").write_bytes(b"no ZIP at all")
    with pytest.raises(CommandError, match=r"none\.zip"):
        call_command("import_consultation", str(tmp_path / "none.zip"))
    assert not Consultation.objects.exists()
