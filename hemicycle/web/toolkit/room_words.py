"""The words of the room in the browser: our catalogue for it, with the terms of the body whose sitting it is.

The address of the script is anybody's, for it holds nothing that is somebody's. With a body's terms it names the body
and a mark of the terms: who was not given that gets our words, and a browser that keeps the script asks once more when
the terms have changed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.views.i18n import JavaScriptCatalog

from hemicycle.consultations.languages import reader_language
from hemicycle.consultations.queries import body_if_there
from hemicycle.consultations.terms import changed, mark_of, terms_of

if TYPE_CHECKING:
    from hemicycle.consultations.models import Body
    from hemicycle.rules.terms import Term

_BETWEEN = "."


def named(body: Body) -> str:
    """How the address of the script names a body's terms in the reader's language; empty where it has none."""
    terms = terms_of(body, reader_language())
    return f"{body.slug}{_BETWEEN}{mark_of(terms)}" if terms else ""


class RoomWords(JavaScriptCatalog):
    """The script; ``terms`` in its address is what ``named`` gave."""

    domain = "djangojs"

    def get_catalog(self) -> dict[str, Any]:
        """Our catalogue, with what the terms change in it."""
        catalog: dict[str, Any] = super().get_catalog()
        if terms := _terms(self.request.GET.get("terms", "")):
            words = changed(reader_language(), terms, self.domain)
            catalog |= {**words.plain, **{key: list(forms) for key, forms in words.counted.items()}}
        return catalog


def _terms(name: str) -> tuple[Term, ...]:
    slug, _between, mark = name.rpartition(_BETWEEN)
    body = body_if_there(slug) if slug else None
    terms = terms_of(body, reader_language()) if body else ()
    return terms if terms and mark_of(terms) == mark else ()
