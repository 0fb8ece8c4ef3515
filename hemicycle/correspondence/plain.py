"""Text that somebody typed, as a part of a text in CommonMark that is a letter's: nothing in it is markup."""

from __future__ import annotations

import re

_ANYWHERE = re.compile(r"[\\`*_\[\]<@]|:(?=//)|&(?=#|\w+;)")
_AT_THE_START = re.compile(r"^(\s*)([-+=~>#])", re.MULTILINE)
_NUMBER_AT_THE_START = re.compile(r"^(\s*\d{1,9})([.)])", re.MULTILINE)
#: A letter fills in what stands in braces; as entities they are read by people alone.
_BRACES = str.maketrans({"{": "&#123;", "}": "&#125;"})


def plain(text: str) -> str:
    """The text, which is shown as it was typed."""
    escaped = _ANYWHERE.sub(r"\\\g<0>", text)
    escaped = _AT_THE_START.sub(r"\1\\\2", escaped)
    return _NUMBER_AT_THE_START.sub(r"\1\\\2", escaped).translate(_BRACES)
