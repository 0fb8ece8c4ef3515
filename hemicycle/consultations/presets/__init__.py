"""Presets: how a consultation may be set up to begin with, each a file that can be read."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict, Field

from hemicycle.consultations.bodies import body_settings
from hemicycle.consultations.participation import Names
from hemicycle.consultations.settings import settings_of

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Of the form of these files. A file of a later one says more than is understood here.
VERSION = 1


class NewerPreset(ValueError):
    """A preset is of a later form than is understood here."""


class Preset(BaseModel):
    """A preset.

    Attributes:
        summary: What it is for, in a sentence.
        body: Settings of a body that is set up with it (``bodies.BodySettings``), as they are stored.
        settings: Those of a consultation (``settings.Settings``), as they are stored.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    version: int = Field(ge=1, le=VERSION)
    name: Names
    summary: Names
    body: dict[str, Any] = Field(default_factory=dict)
    settings: dict[str, Any]

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds of Members that its classes name, by their keys."""
        return frozenset(kind for one in settings_of(self.settings).classes for kind in one.kinds)


def parsed(text: str) -> Preset:
    """The preset of a file.

    Raises:
        NewerPreset: it is of a later version.
        ValueError: it is no TOML, or its settings are none of a consultation or of a body.
    """
    raw = tomllib.loads(text)
    version = raw.get("version")
    if isinstance(version, int) and version > VERSION:
        raise NewerPreset(f"version {version} of presets: {VERSION} is the latest that is understood here")
    preset = Preset.model_validate(raw)
    settings_of(preset.settings)
    body_settings(preset.body)
    return preset


def presets() -> dict[str, Preset]:
    """All that come with Hemicycle and are understood, by the names of their files."""
    return {name: one for name, one in _all().items() if one is not None}


def newer_presets() -> list[str]:
    """The names of the files of a later version, which cannot be chosen here."""
    return [name for name, one in _all().items() if one is None]


def _all() -> dict[str, Preset | None]:
    """Every file, None where it is of a later version."""
    found: dict[str, Preset | None] = {}
    for name in sorted(_files()):
        try:
            found[name] = preset(name)
        except NewerPreset:
            found[name] = None
    return found


@cache
def preset(name: str) -> Preset:
    """One of them.

    Raises:
        FileNotFoundError: there is none of this name.
        NewerPreset: it is of a later version.
    """
    return parsed((resources.files(__name__) / f"{name}.toml").read_text(encoding="utf-8"))


def _files() -> Iterator[str]:
    for file in resources.files(__name__).iterdir():
        if file.name.endswith(".toml"):
            yield file.name.removesuffix(".toml")
