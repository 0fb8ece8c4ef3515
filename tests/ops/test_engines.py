"""Finding and building the engines, with a Go toolchain that only pretends."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from hemicycle.config.environment import CHECKOUT
from hemicycle.ops import installation as installations
from hemicycle.ops.engines import CENTRIFUGO, LIVEKIT, EngineMissing, find

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The one folder on the PATH, beside what a shell script needs."""
    folder = tmp_path / "programs"
    folder.mkdir()
    monkeypatch.setenv("PATH", f"{folder}")
    return folder


@pytest.fixture
def told() -> list[str]:
    return []


def script(path: Path, text: str) -> Path:
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)
    return path


def test_one_that_was_built_before_is_taken(tmp_path: Path, programs: Path, told: list[str]) -> None:  # noqa: ARG001
    built = script(tmp_path / "livekit-server-1.13.5", "exit 1")
    assert find(LIVEKIT, tmp_path, told.append) == built
    assert told == []


@pytest.mark.parametrize("says", ["livekit-server version 1.13.5", "livekit-server v1.13.5 (linux)"])
def test_one_on_the_path_is_taken_in_the_right_version(
    tmp_path: Path, programs: Path, told: list[str], says: str
) -> None:
    there = script(programs / "livekit-server", f"echo '{says}'")
    assert find(LIVEKIT, tmp_path / "engines", told.append) == there
    assert told == []


def test_a_program_that_tells_no_version_is_known_by_what_it_was_built_from(
    tmp_path: Path, programs: Path, told: list[str]
) -> None:
    built = installations.read().engines / CENTRIFUGO.file_name
    (programs / "centrifugo").symlink_to(built)
    assert find(CENTRIFUGO, tmp_path / "engines", told.append) == programs / "centrifugo"


def test_another_version_on_the_path_is_not_taken(tmp_path: Path, programs: Path, told: list[str]) -> None:
    script(programs / "livekit-server", "echo 'livekit-server version 1.13.50'")
    with pytest.raises(EngineMissing, match="Go, which would build it, is not either"):
        find(LIVEKIT, tmp_path / "engines", told.append)
    assert "is not version 1.13.5 of livekit-server" in told[0]


def test_it_is_built_in_its_version_and_kept(tmp_path: Path, programs: Path, told: list[str]) -> None:
    script(programs / "go", 'echo "$@" > "$GOBIN/server"')
    built = find(LIVEKIT, tmp_path / "engines", told.append)
    assert built == tmp_path / "engines" / "livekit-server-1.13.5"
    assert built.read_text() == "install github.com/livekit/livekit-server/cmd/server@v1.13.5\n"
    assert list((tmp_path / "engines").iterdir()) == [built]
    assert "once; this takes a few minutes" in told[0]


def test_who_cannot_write_to_the_folder_is_told_who_builds(programs: Path, told: list[str]) -> None:
    script(programs / "go", "exit 1")
    (programs / "file").touch()
    with pytest.raises(EngineMissing) as missing:
        find(LIVEKIT, programs / "file" / "engines", told.append)
    said = str(missing.value)
    assert said.startswith(f"livekit-server 1.13.5 is not in {programs}/file/engines, and ")
    assert "cannot write there to build it (Not a directory)" in said
    assert said.endswith(f"make -C {CHECKOUT} production")
    assert told == []


@pytest.mark.usefixtures("programs")
def test_a_program_that_is_closed_to_the_service_is_told_of(tmp_path: Path, told: list[str]) -> None:
    built = script(tmp_path / "livekit-server-1.13.5", "exit 1")
    built.chmod(0o644)
    with pytest.raises(EngineMissing, match=f"may not run {built}. As root: {{2}}chmod 755 {tmp_path}"):
        find(LIVEKIT, tmp_path, told.append)


def test_what_one_user_built_another_one_runs(tmp_path: Path, programs: Path, told: list[str]) -> None:
    script(programs / "go", 'echo "$@" > "$GOBIN/server"')
    before = os.umask(0o077)
    try:
        built = find(LIVEKIT, tmp_path / "engines", told.append)
    finally:
        os.umask(before)
    assert [path.stat().st_mode & 0o777 for path in (built.parent, built)] == [0o755, 0o755]


def test_a_build_that_fails_says_what_the_toolchain_said(tmp_path: Path, programs: Path, told: list[str]) -> None:
    script(programs / "go", "echo 'dial tcp: no route to host' >&2; exit 1")
    with pytest.raises(EngineMissing, match="dial tcp: no route to host"):
        find(LIVEKIT, tmp_path / "engines", told.append)
    assert list((tmp_path / "engines").iterdir()) == []
