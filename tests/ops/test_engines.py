"""Finding and building the engines, with a Go toolchain that only pretends."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

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


def test_a_build_that_fails_says_what_the_toolchain_said(tmp_path: Path, programs: Path, told: list[str]) -> None:
    script(programs / "go", "echo 'dial tcp: no route to host' >&2; exit 1")
    with pytest.raises(EngineMissing, match="dial tcp: no route to host"):
        find(LIVEKIT, tmp_path / "engines", told.append)
    assert list((tmp_path / "engines").iterdir()) == []
