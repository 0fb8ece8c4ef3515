"""Characters that no installed font can print: found by the printing itself, and written out instead of a box."""

from __future__ import annotations

import logging
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

log = logging.getLogger(__name__)

#: How WeasyPrint's message on such a character begins; its arguments are the character and its number.
_MESSAGE = ".notdef glyph rendered"
_found: ContextVar[set[str] | None] = ContextVar("characters that no font has", default=None)
#: Of this process. Fonts are not installed while it runs.
_known: set[str] = set()


class _Collector(logging.Filter):
    """Keeps such messages out of the log, where ``watching`` collects what they are about."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether the record goes on."""
        found = _found.get()
        if found is None or not str(record.msg).startswith(_MESSAGE) or not isinstance(record.args, tuple):
            return True
        found.add(str(record.args[0]))
        return False


logging.getLogger("weasyprint").addFilter(_Collector())


@contextmanager
def watching() -> Iterator[set[str]]:
    """The characters that were to be printed within, and that no font has; each is named in the log once."""
    found: set[str] = set()
    token = _found.set(found)
    try:
        yield found
    finally:
        _found.reset(token)
    for character in sorted(found - _known):
        log.warning("no installed font has U+%04X; it is printed as (U+%04X)", ord(character), ord(character))
    _known.update(found)


def written_out(text: str) -> str:
    """A text with those characters that are known to be in no font as "(U+1F389)"."""
    return text.translate({ord(character): f"(U+{ord(character):04X})" for character in _known})
