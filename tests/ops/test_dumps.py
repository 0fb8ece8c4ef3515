"""What PostgreSQL's programs are asked for, and what is said where they are missing or fail."""

from __future__ import annotations

import os
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from hemicycle.ops import dumps

if TYPE_CHECKING:
    from pathlib import Path

PROGRAM = """#!/bin/sh
echo "$(basename $0) $PGHOST $PGPORT $PGUSER $PGPASSWORD $PGDATABASE $@" >> {log}
"""


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder where PostgreSQL's programs would be, and an installation that uses them."""
    ours = {"HOST": "db.example", "PORT": "5433", "USER": "h", "PASSWORD": "p%40", "NAME": "council"}
    monkeypatch.setattr(dumps, "connection", SimpleNamespace(vendor="postgresql"))
    monkeypatch.setattr(dumps, "connections", SimpleNamespace(close_all=lambda: None))
    monkeypatch.setattr(dumps, "settings", SimpleNamespace(DATABASES={"default": ours}))
    folder = tmp_path / "programs"
    folder.mkdir()
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}/usr/bin{os.pathsep}/bin")
    return folder


def write(folder: Path, name: str, content: str) -> None:
    (folder / name).write_text(content)
    (folder / name).chmod(0o755)


def test_a_dump_is_taken_out_and_put_back_in_one_transaction(programs: Path, tmp_path: Path) -> None:
    log = tmp_path / "log"
    for name in ("pg_dump", "pg_restore", "psql"):
        write(programs, name, PROGRAM.format(log=log))
    dumps.dump(tmp_path / "one.pgdump")
    dumps.load(tmp_path / "one.pgdump")
    taken, read, put = log.read_text().splitlines()
    assert taken.startswith("pg_dump db.example 5433 h p%40 council --format=custom")
    assert read.split()[-1] == f"{tmp_path}/one.pgdump"
    assert "council" not in read, "it only reads the file"
    assert "--single-transaction" in put
    assert "ON_ERROR_STOP=1" in put
    assert put.index("DROP SCHEMA public CASCADE") < put.index(f"--file={tmp_path}/one.sql")


def test_what_is_missing_or_fails_is_said_in_its_own_words(
    programs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(programs, "pg_dump", "#!/bin/sh\necho 'server version mismatch' >&2\nexit 1\n")
    with pytest.raises(dumps.NotPossible, match=r"(?s)pg_dump could not do it.*server version mismatch"):
        dumps.dump(tmp_path / "one.pgdump")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(dumps.NotPossible, match=r"pg_dump is missing\. Install PostgreSQL's client programs"):
        dumps.dump(tmp_path / "one.pgdump")
