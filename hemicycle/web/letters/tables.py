"""The list of letters: for the desk with how far each is, for readers with what concerns them."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from django.utils.translation import gettext as _

from hemicycle.consultations import local
from hemicycle.consultations.joins import colon, comma
from hemicycle.consultations.language_parts import Wording
from hemicycle.correspondence import letter_queries
from hemicycle.correspondence.models import Letter
from hemicycle.web.letters.completeness import LanguageState, states
from hemicycle.web.toolkit.tables import Column, Table, narrowed_by

if TYPE_CHECKING:
    from hemicycle.consultations.models import Consultation
    from hemicycle.correspondence.models import Enquiry
    from hemicycle.web.toolkit.tables import Filter, TableQuery


class Row:
    """A letter of the list, each thing read once."""

    def __init__(self, letter: Letter) -> None:
        self.letter = letter
        self.symbol, self.dated = letter.symbol, local.long_date(letter.dated)
        self.languages: list[LanguageState] = states(letter)
        self.subject = Wording.of({language.code: language.subject for language in self.languages})
        self.enquiry: Enquiry | None = getattr(letter, "enquiry", None)

    @property
    def deadline(self) -> str:
        """Until when it asks, as ISO 8601 in the enquiry's zone; empty while that is not known."""
        if self.enquiry and self.enquiry.waits_for_sending:
            return ""
        return self.enquiry.deadline.local.isoformat(" ", "minutes") if self.enquiry else ""

    @property
    def mails(self) -> int:
        """How many mails there are."""
        return self.total("mails")

    @property
    def mails_out(self) -> int:
        """How many were sent."""
        return self.total("mails_out")

    @property
    def mails_lost(self) -> int:
        """How many will never arrive."""
        return self.total("mails_lost")

    def total(self, name: str) -> int:
        """One of the counts of ``letter_queries.listed``, with that of the language versions."""
        return int(getattr(self.letter, name)) + int(getattr(self.letter, f"version_{name}", 0))


Letters: TypeAlias = Table[Row]


def state_filter(query: TableQuery) -> Filter:
    """What the desk's list can be narrowed to."""
    return query.filter("state", _("Status"), Letter.State.choices)


def letters_table(consultation: Consultation, query: TableQuery) -> Letters:
    """Every letter, for the desk; ``state`` narrows."""
    filter_values = narrowed_by([state_filter(query)])
    rows = letter_queries.listed(consultation, state=filter_values.get("state", ""))
    return Table(_columns(), [Row(letter) for letter in rows], query, filter_values)


def _columns() -> list[Column[Row]]:
    return [
        Column("symbol", _("Letter"), lambda row: row.symbol),
        Column("subject", _("Subject"), lambda row: row.subject),
        Column("dated", _("Date"), lambda row: row.letter.dated.isoformat()),
        Column("state", _("Status"), lambda row: row.letter.get_state_display(), shown=False),
        Column(
            "languages",
            _("Languages"),
            lambda row: comma().join(f"{language.name}{colon()}{language.state}" for language in row.languages),
        ),
        Column("deadline", _("Deadline"), lambda row: row.deadline),
        Column("mails", _("E-mails"), lambda row: row.total("mails") if row.letter.sent else None, shown=False),
        Column("out", _("Delivered"), lambda row: row.total("mails_out") if row.letter.sent else None),
        Column("lost", _("Failed"), lambda row: row.total("mails_lost") if row.letter.sent else None, shown=False),
        Column("acknowledged", _("Acknowledged"), lambda row: row.total("acknowledged") if row.letter.sent else None),
    ]


def readers_table(consultation: Consultation, query: TableQuery) -> Letters:
    """The letters that were sent, for those who read them."""
    rows = [Row(letter) for letter in letter_queries.sent(consultation)]
    shown = [column for column in _columns() if column.name in {"symbol", "subject", "dated", "deadline"}]
    return Table(shown, rows, query)
