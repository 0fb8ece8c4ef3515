"""What an entry of the journal says, in the reader's words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hemicycle.consultations.joins import beside, comma
from hemicycle.consultations.language_parts import Wording
from hemicycle.people.changes import PROMOTED
from hemicycle.people.member_names import member_name
from hemicycle.rules.codes import RuleCode
from hemicycle.web.registration import history_labels
from hemicycle.web.toolkit import labels

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.utils.functional import _StrPromise

    from hemicycle.ending.entries import Subjects
    from hemicycle.journal.models import Entry

#: What is no action of the table of permissions: noted by the system, or done before there was a table.
OTHERS: dict[str, _StrPromise] = {
    "arrival.received": gettext_lazy("Message received"),
    "body.remove": gettext_lazy("Body removed"),
    "booth.lost": gettext_lazy("Connection of a booth lost"),
    "consultation.begin": gettext_lazy("Consultation created"),
    "consultation.import": gettext_lazy("Consultation imported"),
    "people.deletion_announced": gettext_lazy("Deletion of personal data announced"),
    "people.forget": gettext_lazy("Personal data deleted"),
    "person.erase": gettext_lazy("Personal data of one person deleted"),
    "person.signed_up": gettext_lazy("Account created"),
    "room.cut_off": gettext_lazy("Sound or picture cut off"),
    "room.joined": gettext_lazy("Entered the room"),
    "room.left": gettext_lazy("Left the room"),
    "room.made": gettext_lazy("Room ready"),
    "room.put_out": gettext_lazy("Removed from the room"),
    "room.signed_out": gettext_lazy("Signed out of the room"),
    "turn.audible": gettext_lazy("Speaker audible"),
    "turn.connected": gettext_lazy("Speaker connected"),
    "turn.light": gettext_lazy("Interpretation of the previous statement finished"),
    "turn.failed": gettext_lazy("Turn failed"),
    PROMOTED: history_labels.DONE[PROMOTED],
}
#: Facts that are the words of the person who acted.
_WORDS = ("words", "reason")
_CODES = frozenset(code.value for code in RuleCode)


def act(name: str) -> str:
    """What was done."""
    return str(OTHERS.get(name) or history_labels.named(name) or name)


class EntryWords:
    """The words of entries of one consultation.

    Args:
        subjects: What they are about.
    """

    def __init__(self, subjects: Subjects) -> None:
        self._subjects = subjects
        self._named: dict[str, str] = {}
        self._by_kind: dict[str, Callable[[int], str]] = {
            "sitting": lambda key: labels.sitting_title(subjects.sittings[key]),
            "registration": lambda key: subjects.registrations[key].person.name,
            "focal_point": lambda key: subjects.mandates[key],
            "letter": lambda key: subjects.letters[key].symbol,
            "enquiry": lambda key: subjects.letters[subjects.enquiries[key]].symbol,
            "reply": self._reply,
            "item": self._item,
            "document": lambda key: subjects.documents[key],
            "publication": lambda key: subjects.publications[key],
            "plan": lambda _key: _("Time plan"),
            "agenda": lambda _key: _("Agenda"),
            "registrations": lambda _key: _("Registrations"),
            "letterhead": lambda _key: _("Letterhead"),
            "mailing": lambda _key: _("Messages"),
            "import": lambda _key: _("Import"),
            "arrival": lambda _key: _("Messages received"),
        }

    def about(self, entry: Entry) -> str:
        """What it happened to, in one line."""
        return beside(self.subjects_of(entry))

    def subjects_of(self, entry: Entry) -> list[str]:
        """What it happened to: a sitting with the item, a person, a letter. A title says its language."""
        item = entry.data.get("item")
        of_item = self.of_place(f"item:{item}") if isinstance(item, int) else ""
        registration = entry.data.get("registration")
        person = self.of_place(f"registration:{registration}") if isinstance(registration, int) else ""
        return [words for words in (self.of_place(entry.place), of_item, person) if words]

    def of_place(self, place: str) -> str:
        """What a place is called; empty for the consultation itself, and for what is there no more."""
        if place not in self._named:
            kind, _sign, key = place.partition(":")
            try:
                self._named[place] = self._by_kind[kind](int(key))
            except (KeyError, ValueError):
                self._named[place] = ""
        return self._named[place]

    def who(self, entry: Entry) -> str:
        """The name of the person who acted; the system, where nobody did."""
        return entry.actor.name if entry.actor else _("System")

    def capacity(self, entry: Entry) -> str:
        """The class or role in which they did."""
        classes = self._subjects.consultation.classes
        return labels.capacity(classes.named(entry.capacity)) if entry.capacity else ""

    def member(self, code: str) -> str:
        """The name of a Member; its code, where it takes no part any more."""
        found = self._subjects.members.get(code)
        return member_name(found) if found else code

    def remarks(self, entry: Entry) -> str:
        """What the person who acted said of it, where they did."""
        said = [entry.data.get(name) for name in _WORDS]
        # The reason of an act may be that of a rule, which is no words of anybody.
        return next((words for words in said if isinstance(words, str) and words and words not in _CODES), "")

    def _reply(self, key: int) -> str:
        letter, code = self._subjects.replies[key]
        return comma().join([self._subjects.letters[letter].symbol, self.member(code)])

    def _item(self, key: int) -> Wording:
        item = self._subjects.items[key]
        title = Wording.of(item.title)
        return Wording(f"{item.number}. {title}", title.language)
