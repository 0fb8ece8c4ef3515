"""Finds the programs of the two engines, or builds them from the Go module proxy.

A built program is kept in a folder that all data folders of one user share: ``HEMICYCLE_ENGINES``, by
default ``~/.cache/hemicycle/engines``. Its version is part of its name, so an upgrade builds anew.
On an installation the folder is root's, and ``make production`` builds: what the service runs it cannot change.
"""

from __future__ import annotations

import getpass
import mmap
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from hemicycle.config.environment import CHECKOUT, installed

#: Seconds that a build may take; two minutes are usual on two cores.
BUILD_PATIENCE = 1800
#: Lines of a failed build that are shown.
LAST_LINES = 8
#: Of a program that everybody may run and its owner alone may change, and of the folder of programs.
MODE = 0o755

Tell = Callable[[str], None]


class EngineMissing(Exception):
    """A program was not found and can't be built; says what to do."""


@dataclass(frozen=True)
class Program:
    """A program and the one version that Hemicycle is tested with.

    Attributes:
        module: Its Go module, as it stands in the program itself.
        package: What ``go install`` is given.
        asks_version: Argument that makes it tell its version.
    """

    name: str
    version: str
    module: str
    package: str
    asks_version: str

    @property
    def file_name(self) -> str:
        """Name of the program in the folder of built ones."""
        return f"{self.name}-{self.version}"


LIVEKIT = Program(
    name="livekit-server",
    version="1.13.5",
    module="github.com/livekit/livekit-server",
    package="github.com/livekit/livekit-server/cmd/server",
    asks_version="--version",
)
CENTRIFUGO = Program(
    name="centrifugo",
    version="6.9.1",
    module="github.com/centrifugal/centrifugo/v6",
    package="github.com/centrifugal/centrifugo/v6",
    asks_version="version",
)


def find(program: Program, folder: Path, tell: Tell) -> Path:
    """Return the path of ``program`` in its version: built before, on the PATH, or built now.

    Args:
        folder: Where built programs are kept.
        tell: Called with a sentence about everything that takes time or surprises.

    Raises:
        EngineMissing: There is none, and it can't be built.
    """
    built = folder / program.file_name
    if _is_there(built):
        return built
    on_path = shutil.which(program.name)
    if on_path and _is_version(Path(on_path), program):
        return Path(on_path)
    if on_path:
        tell(f"{on_path} is not version {program.version} of {program.name}, which Hemicycle is tested with.")
    return _build(program, folder, tell)


def _is_there(built: Path) -> bool:
    """Whether a program was built before.

    Raises:
        EngineMissing: It was, and this user may not run it.
    """
    try:
        there = built.is_file()
    except PermissionError:
        there = True
    if there and not os.access(built, os.X_OK):
        raise EngineMissing(
            f"{getpass.getuser()} may not run {built}. As root:  chmod 755 {built.parent} {built.parent}/*"
        )
    return there


def _is_version(path: Path, program: Program) -> bool:
    """Whether a program says so itself, or was built from that version of its module.

    Centrifugo calls itself 0.0.0 unless its makers built it; the module's version is in the file.
    """
    answer = subprocess.run([path, program.asks_version], capture_output=True, text=True, timeout=30, check=False)
    if program.version in answer.stdout.replace("v", " ").split():
        return True
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        return content.find(f"mod\t{program.module}\tv{program.version}\t".encode()) >= 0


def _require_writable(program: Program, folder: Path) -> None:
    """Make the folder where there is none.

    Raises:
        EngineMissing: This user can keep nothing there.
    """
    try:
        if not folder.exists():
            folder.mkdir(parents=True)
            folder.chmod(MODE)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        user = getpass.getuser()
        raise EngineMissing(
            f"{program.name} {program.version} is not in {folder}, and {user} cannot write there to build it "
            f"({error.strerror}). As root, who may, before each start after an update:  "
            f"{installed('AGAIN') or f'make -C {CHECKOUT} production'}"
        ) from error


def _build(program: Program, folder: Path, tell: Tell) -> Path:
    _require_writable(program, folder)
    go = shutil.which("go")
    if go is None:
        raise EngineMissing(
            f"{program.name} {program.version} is not installed, and Go, which would build it, is not either. "
            f"Install Go 1.24 or newer (https://go.dev/dl), or put {program.name} {program.version} on the PATH."
        )
    package = f"{program.package}@v{program.version}"
    tell(f"Building {program.name} {program.version} ({package}), once; this takes a few minutes.")
    with tempfile.TemporaryDirectory(dir=folder) as bench:
        try:
            done = subprocess.run(
                [go, "install", package],
                env={**os.environ, "GOBIN": bench},
                capture_output=True,
                text=True,
                timeout=BUILD_PATIENCE,
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            raise EngineMissing(f"{package} was not built within {BUILD_PATIENCE // 60} minutes.") from error
        if done.returncode:
            lines = "\n".join(done.stderr.strip().splitlines()[-LAST_LINES:])
            raise EngineMissing(f"{package} could not be built. The Go toolchain says:\n{lines}")
        (result,) = Path(bench).iterdir()
        result.chmod(MODE)
        # In one step, so that another start at the same moment never sees half a program.
        return result.replace(folder / program.file_name)
