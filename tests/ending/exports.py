"""Exports of a consultation, what is in them, and others made of them."""

from __future__ import annotations

import json
import zipfile
from hashlib import sha256
from io import BytesIO
from typing import TYPE_CHECKING

from django.utils import timezone

from hemicycle.ending import export, importing

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from hemicycle.consultations.models import Consultation
    from tests.factories import World


def contents(file: Path | BytesIO) -> dict[str, bytes]:
    """Every file of an export but the signature, its manifest without when and by which version it was made."""
    with zipfile.ZipFile(file) as archive:
        found = {name: archive.read(name) for name in archive.namelist() if name != "signature.json"}
    manifest = json.loads(found["manifest.json"])
    del manifest["made_at"], manifest["version"]
    return found | {"manifest.json": json.dumps(manifest).encode()}


def exported(world: World) -> BytesIO:
    return BytesIO(exported_of(world.consultation))


def exported_of(consultation: Consultation) -> bytes:
    """An export of any consultation."""
    out = BytesIO()
    export.write(consultation, out, timezone.now(), lambda _done, _total: None)
    return out.getvalue()


def taken(file: Path, slug: str = "") -> importing.Taken:
    return importing.take_in(file, timezone.now(), lambda _words: None, slug=slug)


def rewritten(file: Path, change: Mapping[str, bytes | None]) -> Path:
    """The same export with other contents, and a manifest that agrees where the change is to it."""
    target = file.with_name("changed.zip")
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(target, "w") as new:
        for name in {*old.namelist(), *change}:
            content = change.get(name, old.read(name) if name in old.namelist() else None)
            if content is not None:
                new.writestr(name, content)
    return target


def agreeing(file: Path, name: str, content: bytes) -> Path:
    """With another content of one file, and its digest in the manifest."""
    with zipfile.ZipFile(file) as archive:
        manifest = json.loads(archive.read("manifest.json"))
    manifest["files"][name] = {"size": len(content), "sha256": sha256(content).hexdigest()}
    return rewritten(file, {name: content, "manifest.json": json.dumps(manifest).encode()})
