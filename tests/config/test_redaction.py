"""No secret of an installation stands in what it logs, and nobody else reads what it keeps."""

from __future__ import annotations

import logging
import os
from typing import TYPE_CHECKING

import pytest

from hemicycle.config import environment, redaction

if TYPE_CHECKING:
    from pathlib import Path

GIVEN = {
    "SECRET_KEY": "key-of-the-installation",
    "EMAIL_PASSWORD": "p4ss-of-mail",
    "OIDC_SECRET": "s3cret-of-the-service",
    "DATABASE": "postgresql://hemicycle:p%25ss-of-tables@127.0.0.1/hemicycle",
    "REDIS": "redis://:p4ss-of-redis@127.0.0.1:6379/0",
}


def test_every_secret_is_blotted_out_of_what_django_logs(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in GIVEN.items():
        monkeypatch.setenv(f"HEMICYCLE_{name}", value)
    spoken = "key-of-the-installation p4ss-of-mail s3cret-of-the-service p%25ss-of-tables p%ss-of-tables p4ss-of-redis"
    token = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln"
    record = logging.getLogger("x").makeRecord("x", logging.ERROR, "f", 1, "%s /links/%s", (token, "l" * 43), None)
    record.exc_info = (ValueError, ValueError(spoken), None)
    said = redaction.Blotting().format(record)
    assert not [secret for secret in (*spoken.split(), token, "l" * 43) if secret in said]
    assert said.count("[secret]") == 6
    assert "[token] /links/[link]" in said


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("from 203.0.113.77:50000 typ host", "from 203.0.x.x:50000 typ host"),
        ('{"remote": "[2001:db8:7:1::5]:443"}', '{"remote": "[2001:0db8:x]:443"}'),
        ("udp host fd00:1::2:43623 and fd00:1::2:4362", "udp host fd00:0001:x:43623 and fd00:0001:x"),
        ("::ffff:203.0.113.77", "::ffff:203.0.x.x"),
        ("a=candidate:1 1 udp 21 10.1.2.3 50000", "a=candidate:1 1 udp 21 10.1.x.x 50000"),
        ("at 127.0.0.1:7880 and [::1]:7880 on 0.0.0.0", "at 127.0.0.1:7880 and [::1]:7880 on 0.0.0.0"),
        (
            "2026-11-29T04:05:06.789Z 04:05:06 Chrome 131.0.6778.85",
            "2026-11-29T04:05:06.789Z 04:05:06 Chrome 131.0.6778.85",
        ),
    ],
)
def test_of_an_address_its_network_is_kept(line: str, kept: str) -> None:
    assert redaction.without_addresses(line) == kept


def test_what_lies_in_the_data_folder_is_closed_to_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environment, "HOME", tmp_path)
    for folder in ("logs", "uploads/2020", "static"):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "file").write_text("words")
    (tmp_path / "hemicycle.sqlite3").write_text("rows")
    for path in (tmp_path, *tmp_path.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
    before = os.umask(0o022)
    try:
        environment.close_to_others()
        (tmp_path / "logs" / "new").write_text("words")
    finally:
        os.umask(before)
    modes = {str(path.relative_to(tmp_path)): path.stat().st_mode & 0o777 for path in (tmp_path, *tmp_path.rglob("*"))}
    static = {name: mode for name, mode in modes.items() if name.startswith("static")}
    assert static == {"static": 0o755, "static/file": 0o644}
    closed = {name: mode for name, mode in modes.items() if name not in static}
    assert closed == {name: 0o700 if (tmp_path / name).is_dir() else 0o600 for name in closed}
    assert len(closed) == 8
