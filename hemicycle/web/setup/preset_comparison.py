"""The settings of a consultation and its body beside those of a preset: what the preset says, and what differs."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hemicycle.consultations.bodies import body_settings
from hemicycle.consultations.languages import localized
from hemicycle.consultations.models import Body
from hemicycle.consultations.presets import presets
from hemicycle.consultations.settings import settings_of
from hemicycle.web.setup.setting_subjects import Subject

if TYPE_CHECKING:
    from hemicycle.consultations.bodies import BodySettings
    from hemicycle.consultations.models import Consultation
    from hemicycle.consultations.presets import Preset
    from hemicycle.consultations.settings import Settings
    from hemicycle.web.setup.setting_rows import SettingRow


@dataclass(frozen=True)
class Comparison:
    """A preset beside a consultation.

    Attributes:
        settings, body: What the preset says; of the body nothing, where it sets none up.
        as_preset: The consultation, as rows word it, were its body the preset's; it is never saved.
    """

    preset: Preset
    settings: Settings
    body: BodySettings | None
    of: Consultation
    as_preset: Consultation

    @property
    def name(self) -> str:
        """What the preset is called, in the reader's language."""
        return localized(self.preset.name)

    def says(self, row: SettingRow) -> bool:
        """Whether the preset has a value of a setting: it says nothing of a title, of days or of a letterhead."""
        if row.subject is Subject.BODY:
            return self.body is not None and hasattr(self.body, row.field)
        return bool(row.field)

    def value(self, row: SettingRow) -> str:
        """A setting of the preset in words; empty where it says nothing of it."""
        return row.words(self.settings, self.as_preset) if self.says(row) else ""

    def differs(self, row: SettingRow) -> bool:
        """Whether the consultation, or its body, has another value: also one that the same words tell."""
        if not self.says(row):
            return False
        if row.subject is Subject.BODY:
            return bool(getattr(self.body, row.field) != getattr(self.of.body.has, row.field))
        kept = settings_of(self.of.settings)
        return bool(getattr(self.settings, row.field) != getattr(kept, row.field))


def compared(of: Consultation, name: str) -> Comparison | None:
    """A consultation beside the preset of a name; None where there is none that is understood here."""
    preset = presets().get(name)
    if preset is None:
        return None
    as_preset = copy(of)
    as_preset.body = Body(slug=of.body.slug, name=of.body.name, settings=preset.body)
    body = body_settings(preset.body) if preset.body else None
    return Comparison(preset, settings_of(preset.settings), body, of, as_preset)
