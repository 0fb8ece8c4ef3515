"""Has messages read by ``reader``, a process of its own, and looks at the files that came with them."""

from __future__ import annotations

import json
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.files import File

from hemicycle.arrivals.reader import FILE_BYTES
from hemicycle.people.confined import started
from hemicycle.people.reasons import PeopleCode
from hemicycle.people.uploads import look, plain_name
from hemicycle.rules.reasons import Refusal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hemicycle.people.models import Upload
    from hemicycle.people.uploads import Looked

#: Processor seconds for the messages that are read at once, and the memory that reading them may take.
SECONDS, MEGABYTES = 60, 1024
#: Why a file without a name is called what it is: its media type is looked up by its content.
_PLAIN = "application/octet-stream"


@dataclass(frozen=True)
class Result:
    """What was read of one message.

    Attributes:
        said: As ``message.Read``, with ``verified``: the domains whose signatures hold.
        files: As ``Arrival.files``.
    """

    said: dict[str, Any]
    files: list[dict[str, Any]]


def read(originals: Sequence[Upload]) -> list[Result]:
    """Read messages. Of one that breaks the reader, the headers alone are read; its ``damaged`` says so."""
    results: list[Result] = []
    mode = "whole" if settings.MAIL_IN_AUTHSERV else "verified"
    with tempfile.TemporaryDirectory(prefix="hemicycle-") as folder:
        while len(results) < len(originals):
            rest = originals[len(results) :]
            lines = _lines(mode, folder, rest)
            results += [_result(line, folder, index) for index, line in enumerate(lines)]
            if len(lines) < len(rest):
                results.append(_head(originals[len(results)], folder))
    return results


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
    files = [_found(file, Path(folder, f"{index}-{file['number']}")) for file in said["files"]]
    return Result(said, files)


def _found(file: dict[str, Any], path: Path) -> dict[str, Any]:
    """A file with what it is and why it is kept apart, if it is."""
    row = {**file, "name": plain_name(str(file["name"])), "media_type": _PLAIN, "found": ""}
    if file["size"] > FILE_BYTES:
        return {**row, "found": PeopleCode.UPLOAD_TOO_BIG.value}
    try:
        looked = _looked(path, row["name"])
    except Refusal as refusal:
        return {**row, "found": refusal.reason.code.value}
    finally:
        path.unlink(missing_ok=True)
    return {**row, "name": looked.name, "media_type": looked.media_type}


def _looked(path: Path, name: str) -> Looked:
    with path.open("rb") as content:
        return look(File(content, name=name))
