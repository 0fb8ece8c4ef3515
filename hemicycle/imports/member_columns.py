"""The columns of a file of Members."""

from __future__ import annotations

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from hemicycle.consultations.languages import LANGUAGES
from hemicycle.imports.columns import Column
from hemicycle.imports.name_columns import names_in

#: So many contacts of a Member have columns; those that it has beyond them stay.
MOST_CONTACTS = 4
CONTACT_FIELDS = ("name", "email", "phone", "language")


def contact_column(number: int, field: str) -> str:
    """The plain name of a column of a Member's contact, counted from 1."""
    return f"contact{number}_{field}"


def _contact(number: int) -> tuple[Column, ...]:
    words = {
        "name": (_("Name"), _("Name of an office or a person whom the secretariat writes to.")),
        "email": (_("E-mail"), _("Their address. A contact with all its cells empty is removed.")),
        "phone": (_("Telephone"), _("With the country code; or empty.")),
        "language": (_("Language"), _("Language of letters to them, by its code or name, such as fr; empty means en.")),
    }
    return tuple(
        Column(contact_column(number, field), format_lazy("{} {} ({})", _("Contact"), number, label), explained)
        for field, (label, explained) in words.items()
    )


COLUMNS: tuple[Column, ...] = (
    Column(
        "code",
        _("Code"),
        _(
            "ISO 3166-1 two-letter code for a State; sm- and a short name for a Sector Member. It identifies the "
            "Member."
        ),
        required=True,
    ),
    Column("kind", _("Kind"), _("state, palestine or sector_member. Required for a new Member.")),
    Column("region", _("Region"), _("Administrative region of a State: A, B, C, D or E.")),
    Column("sector", _("Sector"), _("R, T or D for a Sector Member.")),
    *names_in(LANGUAGES),
    Column(
        "names_since",
        _("New names from"),
        _(
            "First day of the new names, e.g. 2022-06-01; the former names apply before that day. Empty: the "
            "names correct the present ones."
        ),
    ),
    Column(
        "council_seats",
        _("Seats on the Council"),
        _("First and last day of each, separated by semicolons: 2014-11-01/2018-10-31; 2018-11-01/ has no end yet."),
    ),
    Column(
        "vote_suspensions",
        _("Votes suspended"),
        _("First and last day of each and the reason, separated by semicolons: 2020-01-01/2020-12-31 arrears."),
    ),
    *(column for number in range(1, MOST_CONTACTS + 1) for column in _contact(number)),
)
