"""The glossary of the demonstration, through the act of the product."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

from hemicycle.agenda.actions.glossary import add_entry
from hemicycle.agenda.glossary_record import GlossaryRecord
from hemicycle.agenda.models import Item
from hemicycle.journal.record import Performer
from hemicycle.ops.seed import files
from hemicycle.rules.capacity import Role

if TYPE_CHECKING:
    from datetime import datetime

    from hemicycle.consultations.models import Consultation


def demonstration_glossary(consultation: Consultation, now: datetime) -> int:
    """Add the entries of the file, unless there are any; how many were.

    Raises:
        LookupError: nobody of the secretariat is registered, or an item of the file is none of the consultation.
    """
    if consultation.glossary.exists():
        return 0
    desk = consultation.registrations.filter(role=Role.SECRETARIAT.value).select_related("person").earliest("pk")
    by = Performer(desk.person, system="demonstration")
    rows = Item.objects.filter(consultation=consultation).exclude(document=None)
    items = dict(rows.values_list("document__symbol", "pk"))
    content = tomllib.loads((files.FOLDER / "glossary.toml").read_text(encoding="utf-8"))
    for entry in content["entry"]:
        needed = tuple(items[symbol] for symbol in entry.pop("items", ()))
        note = entry.pop("note", "")
        terms = {language: tuple(said) for language, said in entry.items()}
        add_entry(consultation.pk, by, now, GlossaryRecord(terms, note, needed))
    return len(content["entry"])
