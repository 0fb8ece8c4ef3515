"""The agenda's data: its items, the programme of its sittings, and what of it was published."""

from hemicycle.agenda.models.glossary import GlossaryEntry
from hemicycle.agenda.models.items import Item
from hemicycle.agenda.models.programme import Programme
from hemicycle.agenda.models.publications import SYMBOL_LENGTH, WHAT_CHANGES_LENGTH, AgendaPublication

__all__ = ["SYMBOL_LENGTH", "WHAT_CHANGES_LENGTH", "AgendaPublication", "GlossaryEntry", "Item", "Programme"]
