"""What the forms of every room share: text that strangers type, made safe first and then measured; caching."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import cache_control

from hemicycle.people.details import clean, has_pictures

#: Of a number in international form (ITU-T E.164), and a little more for an extension.
_PHONE = re.compile(r"\+?[\d ()./-]+(?:(?:x|ext\.?|#) ?\d{1,6})?", re.IGNORECASE)
_PHONE_DIGITS = range(5, 22)

#: For a page with a form: asked for anew each time, and kept by nobody but the browser. It may keep it for the way
#: back, or else what was typed would be lost with a form that was too long to be read; ``never_cache`` would forbid it.
answered_anew = cache_control(private=True, no_cache=True, must_revalidate=True)


class CleanField(forms.CharField):
    """Text as ``people.details.clean`` leaves it; what is too long is said, and stays in the field.

    Args:
        longest: In characters. It is no ``maxlength``: a browser would cut what is pasted, and say nothing.
        lines: Line breaks stay.
    """

    def __init__(self, *, longest: int, lines: bool = False, **rest: Any) -> None:
        self.longest, self.lines = longest, lines
        super().__init__(strip=False, **rest)

    def to_python(self, value: object) -> str:
        """The text without control characters."""
        return clean(super().to_python(value) or "", lines=self.lines)

    def validate(self, value: str) -> None:
        """Refuse what is too long.

        Raises:
            ValidationError: with how long it is, and how long it may be.
        """
        super().validate(value)
        if len(value) > self.longest:
            raise ValidationError(
                ngettext(
                    "At most %(longest)d character fits here; there are %(length)d. Shorten the text.",
                    "At most %(longest)d characters fit here; there are %(length)d. Shorten the text.",
                    self.longest,
                ),
                params={"longest": self.longest, "length": len(value)},
            )


class NameField(CleanField):
    """A name: some writing, in any script."""

    def validate(self, value: str) -> None:
        """Refuse what has no letter in it.

        Raises:
            ValidationError: it is made of signs alone, cannot be seen, or has pictures in it.
        """
        super().validate(value)
        if value and not any(character.isalpha() for character in value):
            raise ValidationError(_("A name must contain letters. Enter it as it is to be shown."))
        if has_pictures(value):
            raise ValidationError(_("Name plates and papers cannot show pictures in names. Remove the emoji."))


class PhoneField(CleanField):
    """A telephone number as people write it; the digits of any script become those that telephones have."""

    def to_python(self, value: object) -> str:
        """The number with digits 0 to 9."""
        text = super().to_python(value)
        return "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text)

    def validate(self, value: str) -> None:
        """Refuse what is no number.

        Raises:
            ValidationError: it has other characters, or too few or too many digits.
        """
        super().validate(value)
        digits = sum(character.isdigit() for character in value)
        if value and not (_PHONE.fullmatch(value) and digits in _PHONE_DIGITS):
            raise ValidationError(
                _("This is not a telephone number. Enter it with the country code, e.g. +41 22 730 51 11.")
            )
