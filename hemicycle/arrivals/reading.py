"""Has messages read by ``reader``, a process of its own, and looks at the files that came with them."""

from __future__ import annotations

import json
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.files import File

from hemicycle.arrivals.reader import FILE_BYTES
from hemicycle.people.confined import started
from hemicycle.people.reasons import PeopleCode
from hemicycle.people.uploads import Looked, look, plain_name
from hemicycle.rules.reasons import Refusal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from hemicycle.people.models import Upload

#: Processor seconds for the messages that are read at once, and the memory that reading them may take.
SECONDS, MEGABYTES = 60, 1024
#: Why a file without a name is called what it is: its media type is looked up by its content.
_PLAIN = "application/octet-stream"


@dataclass(frozen=True)
class Attached:
    """An attachment in which nothing was found, as long as its message is being dealt with."""

    name: str
    media_type: str
    path: Path

    def looked(self) -> Looked:
        """What it holds."""
        return Looked(self.path.read_bytes(), self.name, self.media_type)


@dataclass(frozen=True)
class Result:
    """What was read of one message.

    Attributes:
        said: As ``message.Read``, with ``verified``: the domains whose signatures hold.
        files: As ``Arrival.files``.
        attached: Those of them in which nothing was found.
    """

    said: dict[str, Any]
    files: list[dict[str, Any]]
    attached: list[Attached] = field(default_factory=list)


def read(originals: Sequence[Upload]) -> Iterator[Result]:
    """Read messages. Of one that breaks the reader, the headers alone are read; its ``damaged`` says so.

    The attachments of each are there until the next one is asked for.
    """
    done, mode = 0, "whole" if settings.MAIL_IN_AUTHSERV else "verified"
    while done < len(originals):
        with tempfile.TemporaryDirectory(prefix="hemicycle-") as folder:
            rest = originals[done:]
            lines = _lines(mode, folder, rest)
            for index, line in enumerate(lines):
                result = _result(line, folder, index)
                yield result
                _throw_away(result.attached)
            done += len(lines)
            if len(lines) < len(rest):
                yield _head(originals[done], folder)
                done += 1


@contextmanager
def attachments_of(original: Upload) -> Iterator[list[Attached]]:
    """The attachments of a message in which nothing is found, now; none where its original is not there."""
    with tempfile.TemporaryDirectory(prefix="hemicycle-") as folder:
        lines = _lines("whole", folder, [original])
        yield [one for line in lines for one in _result(line, folder, 0).attached]


@contextmanager
def file_of(original: Upload, number: int) -> Iterator[Looked | None]:
    """One of the files that came with a message, once it was found harmless again; none where it is not there."""
    with tempfile.TemporaryDirectory(prefix="hemicycle-") as folder:
        for line in _lines("whole", folder, [original]):
            for file in json.loads(line)["files"]:
                if file["number"] == number:
                    yield _looked(Path(folder, f"0-{number}"), str(file["name"]))
                    return
        yield None


def _lines(mode: str, folder: str, originals: Sequence[Upload]) -> list[bytes]:
    paths = [upload.file.path for upload in originals]
    program = ("-m", "hemicycle.arrivals.reader", str(SECONDS), str(MEGABYTES), mode, folder, *paths)
    with started(*program) as process:
        said, _errors = process.communicate()
    return [line for line in said.splitlines(keepends=True) if line.endswith(b"\n")]


def _head(original: Upload, folder: str) -> Result:
    lines = _lines("head", folder, [original])
    said = json.loads(lines[0]) if lines else {"marks": {"damaged": ""}, "digest": original.sha256, "verified": []}
    return Result(said, [])


def _result(line: bytes, folder: str, index: int) -> Result:
    said = json.loads(line)
    files, attached = [], []
    for file in said["files"]:
        path = Path(folder, f"{index}-{file['number']}")
        row = _found(file, path)
        files.append(row)
        if row["found"]:
            path.unlink(missing_ok=True)
        else:
            attached.append(Attached(row["name"], row["media_type"], path))
    return Result(said, files, attached)


def _throw_away(attached: Iterable[Attached]) -> None:
    for one in attached:
        one.path.unlink(missing_ok=True)


def _found(file: dict[str, Any], path: Path) -> dict[str, Any]:
    """A file with what it is and why it is kept apart, if it is."""
    row = {**file, "name": plain_name(str(file["name"])), "media_type": _PLAIN, "found": ""}
    if file["size"] > FILE_BYTES:
        return {**row, "found": PeopleCode.UPLOAD_TOO_BIG.value}
    try:
        looked = _looked(path, row["name"])
    except Refusal as refusal:
        return {**row, "found": refusal.reason.code.value}
    return {**row, "name": looked.name, "media_type": looked.media_type}


def _looked(path: Path, name: str) -> Looked:
    with path.open("rb") as content:
        return look(File(content, name=name))
