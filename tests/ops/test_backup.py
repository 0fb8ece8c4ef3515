"""``hemicycle backup`` and ``hemicycle restore``, as an operator types them, on SQLite and on PostgreSQL."""

from __future__ import annotations

import json
import os
import re
import sqlite3
import subprocess
import sys
import zipfile
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import uuid4

import psycopg
import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.utils import timezone

from hemicycle.ops import backup
from hemicycle.ops.dumps import NotPossible
from hemicycle.ops.supervisor import hold
from hemicycle.people.models import Person, Upload
from tests.postgres import MIGRATED
from tests.support import migrated

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from pytest_django import Settings

#: Somebody with a session, an upload, and a mail that waits.
FILL = """
from django.contrib.sessions.models import Session
from django.core.files.base import ContentFile
from django.utils import timezone
from hemicycle.consultations.models import Body, Consultation
from hemicycle.mail.models import Delivery, Mailing
from hemicycle.people.models import Person, Upload
person = Person.objects.create_user("ana@example.org", "Ms. Ana")
now, kept = timezone.now(), ContentFile(b"a,b", "a.csv")
Upload.objects.create(
    file=kept, name="a.csv", media_type="text/csv", size=3, sha256="0", uploaded_by=person, uploaded_at=now
)
Session.objects.create(session_key="k" * 32, session_data="", expire_date=now)
body = Body.objects.create(slug="one", name={"en": "One"})
days = {"first_day": "2030-06-09", "last_day": "2030-06-12"}
consultation = Consultation.objects.create(body=body, slug="one", title={"en": "One"}, **days)
mailing = Mailing.objects.create(consultation=consultation, template="words", subject={}, body={}, at=now)
Delivery.objects.create(mailing=mailing, person=person, address=person.email, language="en", next_at=now)
"""
TELL = """
import json
from django.contrib.sessions.models import Session
from hemicycle.mail.models import Delivery
from hemicycle.people.models import Person, Upload
print(json.dumps([
    list(Person.objects.order_by("email").values_list("email", flat=True)),
    [upload.file.read().decode() for upload in Upload.objects.all()],
    Session.objects.count(),
    list(Delivery.objects.values_list("state", "answer")),
]))
"""
BEFORE = [["ana@example.org"], ["a,b"], 1, [["queued", ""]]]
AFTER = [["ana@example.org"], ["a,b"], 0, [["failed", "hemicycle:restored"]]]


@dataclass(frozen=True)
class Place:
    """An installation of its own."""

    home: Path
    database: str = ""

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        named = {"HEMICYCLE_DATABASE": self.database} if self.database else {}
        known = {name: value for name, value in os.environ.items() if not name.startswith("HEMICYCLE_")}
        if arguments[0] == "shell":  # what is made and looked at, not what is tested
            known = {name: value for name, value in known.items() if not name.startswith("COVERAGE_")}
        return subprocess.run(
            [sys.executable, "-m", "hemicycle.ops.cli", *arguments],
            env=known
            | named
            | {"HEMICYCLE_HOME": str(self.home), "DJANGO_SETTINGS_MODULE": "hemicycle.config.settings"},
            capture_output=True,
            text=True,
            check=False,
        )

    def does(self, *arguments: str) -> str:
        done = self.run(*arguments)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def refuses(self, *arguments: str) -> str:
        done = self.run(*arguments)
        assert done.returncode == 1, done.stdout
        assert "Traceback" not in done.stderr
        return " ".join(done.stderr.split())

    @contextmanager
    def used(self) -> Iterator[None]:
        """A process that is no run of `hemicycle up` has the database open, and does nothing."""
        if self.database:
            with closing(psycopg.connect(self.database)):
                yield
        else:
            with closing(sqlite3.connect(self.home / "hemicycle.sqlite3")) as other:
                other.execute("SELECT 1 FROM people_person")
                yield

    def holds(self) -> object:
        return json.loads(self.does("shell", "--verbosity", "0", "--command", TELL).splitlines()[-1])


@contextmanager
def new_place(home: Path, *, tables: bool = False) -> Iterator[Place]:
    """On the database of this run: a file that is to be, or an empty database beside the tests' own.

    Args:
        tables: Today's tables are there.
    """
    address = os.environ.get("HEMICYCLE_DATABASE", "")
    if not address.startswith("postgresql"):
        if tables:
            home.mkdir()
            migrated.copy(migrated.tables(), home / "hemicycle.sqlite3")
        yield Place(home)
        return
    name = f"backup_{uuid4().hex[:12]}"
    with closing(psycopg.connect(address, autocommit=True)) as server:
        template = f" TEMPLATE {MIGRATED}" if tables else ""
        server.execute(f"CREATE DATABASE {name}{template}".encode())
        yield Place(home, address.rpartition("/")[0] + f"/{name}")
        server.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    with new_place(tmp_path / "home", tables=True) as made:
        yield made


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[Place]:
    """Where nothing was begun."""
    with new_place(tmp_path / "elsewhere") as made:
        yield made


@pytest.mark.postgres
def test_what_was_written_is_there_again_but_for_sessions_and_mail_that_waited(
    place: Place, elsewhere: Place, tmp_path: Path
) -> None:
    place.does("shell", "--verbosity", "0", "--command", FILL)
    assert place.holds() == BEFORE
    file = tmp_path / "kept" / "one.zip"
    said = place.does("backup", str(file))
    assert "Copying 1 uploads" in said
    assert file.stat().st_mode & 0o777 == 0o600
    assert (place.home / "environment").read_text() not in file.read_bytes().decode("latin-1"), "no secrets"
    assert "is there already" in place.refuses("backup", str(file))

    place.does(
        "shell",
        "--verbosity",
        "0",
        "--command",
        "from hemicycle.people.models import Person\nPerson.objects.create_user('late@example.org', 'Mr. Late')",
    )
    (upload,) = (path for path in (place.home / "uploads").rglob("*") if path.is_file())
    upload.write_text("changed")
    assert "has 2 people already. Add --replace" in place.refuses("restore", str(file))
    with closing(hold(place.home)):
        assert "Stop that run first" in place.refuses("restore", str(file), "--replace")
    with place.used():
        assert "is in use by others (1). Stop Hemicycle on every" in place.refuses("restore", str(file), "--replace")
    said = place.does("restore", str(file), "--replace")
    assert "1 e-mails were waiting" in said
    assert place.holds() == AFTER
    (kept,) = place.home.glob("uploads.before-*")
    assert [path.read_text() for path in kept.rglob("*") if path.is_file()] == ["changed"]
    elsewhere.does("restore", str(file))
    assert elsewhere.holds() == AFTER


def _rewritten(file: Path, target: Path, change: Mapping[str, bytes | None]) -> Path:
    """The same backup with other contents, or without them."""
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(target, "w") as new:
        for name in {*old.namelist(), *change}:
            content = change.get(name, old.read(name) if name in old.namelist() else None)
            if content is not None:
                new.writestr(name, content)
    return target


@pytest.fixture
def installed(tmp_path: Path, settings: Settings) -> Path:
    """This process's own installation, which has an upload."""
    settings.HOME = tmp_path / "home"
    person = Person.objects.create_user("ana@example.org", "Ms. Ana")
    kept = ContentFile(b"a,b", "a.csv")
    Upload.objects.create(
        file=kept,
        name="a.csv",
        media_type="text/csv",
        size=3,
        sha256="0",
        uploaded_by=person,
        uploaded_at=timezone.now(),
    )
    return tmp_path


@pytest.mark.django_db(transaction=True)  # SQLite copies nothing out of a transaction that writes
def test_what_is_no_backup_or_was_cut_or_changed_changes_nothing(installed: Path) -> None:
    file = installed / "one.zip"
    manifest = backup.write(file, no_words).model_dump(mode="json")
    upload = f"uploads/{Upload.objects.get().file.name}"
    cut = installed / "cut.zip"
    cut.write_bytes(file.read_bytes()[:-400])
    other = "sqlite" if connection.vendor == "postgresql" else "postgresql"

    def changed(**fields: object) -> dict[str, bytes | None]:
        return {"manifest.json": json.dumps(manifest | fields).encode()}

    changes: list[tuple[dict[str, bytes | None], str]] = [
        ({upload: b"x,y"}, f"{upload} (1 in all) is missing or was changed"),
        ({upload: None}, "is missing or was changed"),
        ({"uploads/more.pdf": b"%PDF"}, "is missing or was changed"),
        ({"manifest.json": b"{}"}, "is no backup of Hemicycle"),
        (changed(format=2), "by a newer version"),
        (changed(migrations=["people.9999_later"]), "its database has people.9999_later"),
        (changed(database=other), f"is of {other}, and this installation uses {connection.vendor}"),
    ]
    tried = [(installed / "nowhere.zip", "There is no file"), (cut, "was cut off")]
    for number, (change, words) in enumerate(changes):
        tried.append((_rewritten(file, installed / f"{number}.zip", change), words))
    for name, words in tried:
        with pytest.raises(NotPossible, match=re.escape(words)):
            backup.restore(name, no_words, replace=True)
    assert Person.objects.count() == 1
    with Upload.objects.get().file.open() as content:
        assert content.read() == b"a,b"


def no_words(_sentence: str) -> None:
    """Say nothing."""
