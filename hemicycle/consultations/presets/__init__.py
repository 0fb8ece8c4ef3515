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


def parsed(text: str) -> Preset:
    """The preset of a file.

    Raises:
        ValueError: it is no TOML, of a later version, or its settings are none of a consultation or of a body.
    """
    preset = Preset.model_validate(tomllib.loads(text))
    settings_of(preset.settings)
    body_settings(preset.body)
    return preset


def presets() -> dict[str, Preset]:
    """All that come with Hemicycle, by the names of their files."""
    return {name: preset(name) for name in sorted(_files())}


@cache
def preset(name: str) -> Preset:
    """One of them.

    Raises:
        FileNotFoundError: there is none of this name.
    """
    return parsed((resources.files(__name__) / f"{name}.toml").read_text(encoding="utf-8"))


def _files() -> Iterator[str]:
    for file in resources.files(__name__).iterdir():
        if file.name.endswith(".toml"):
            yield file.name.removesuffix(".toml")
