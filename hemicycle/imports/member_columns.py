"""The columns of a file of Members."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from hemicycle.consultations.joins import comma
from hemicycle.consultations.languages import LANGUAGES, localized
from hemicycle.imports.columns import Column
from hemicycle.imports.name_columns import names_in

if TYPE_CHECKING:
    from hemicycle.consultations.bodies import BodySettings
    from hemicycle.consultations.languages import Text
    from hemicycle.consultations.models import Body

#: Behind the days of a seat that is a deputy member's, whatever the language of the file.
DEPUTY = "deputy"
#: So many contacts of a Member have columns; those that it has beyond them stay.
MOST_CONTACTS = 4
#: The column of its further addresses.
COPIES = "further_addresses"
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
        _("It identifies the Member. Two letters (ISO 3166-1) for a State, or as the kind of Member says."),
        required=True,
    ),
    Column("kind", _("Kind"), _("Required for a new Member.")),
    Column("region", _("Region"), _("Empty, where the kind of Member has none.")),
    Column("group", _("Group"), _("Empty, where the kind of Member has none."), also=("sector",)),
    Column(
        "place",
        _("Place in lists"),
        _("A whole number, where the body lists its Members in an order of its own; or empty."),
        also=("list_place",),
    ),
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
        "seats",
        _("Seats"),
        _("First and last day of each, separated by semicolons: 2014-11-01/2018-10-31; 2018-11-01/ has no end yet."),
        also=("council_seats",),
    ),
    Column(
        "vote_suspensions",
        _("Votes suspended"),
        _("First and last day of each and the reason, separated by semicolons: 2020-01-01/2020-12-31 arrears."),
    ),
    *(column for number in range(1, MOST_CONTACTS + 1) for column in _contact(number)),
    Column(
        COPIES,
        _("Further addresses"),
        _(
            "Addresses that receive a copy of each letter, separated by semicolons, each with its name and language "
            "or without: Permanent Mission, Geneva <mission@example.org> fr."
        ),
    ),
)


def columns_for(body: Body) -> tuple[Column, ...]:
    """Those of what Members of a body have, in its words and with the keys that it knows."""
    has = body.has
    keys = {
        "kind": [(kind.key, kind.called()) for kind in has.kinds],
        "region": [(place.key, place.called()) for place in has.regions],
        "group": [(place.key, place.called()) for place in has.groups],
    }
    words = {"region": has.region, "group": has.group, "seats": has.organ.member if has.organ else {}}
    without = _without(has)
    return tuple(
        _worded(column, words.get(column.name, {}), keys.get(column.name, []), body)
        for column in COLUMNS
        if column.name not in without
    )


def _without(has: BodySettings) -> set[str]:
    """The columns for what no Member of a body has. In a file they are passed over, as others that nobody knows."""
    there = {
        "region": bool(has.regions),
        "group": bool(has.groups),
        "seats": has.organ is not None,
        "vote_suspensions": any(kind.votes for kind in has.kinds),
    }
    return {name for name, known in there.items() if not known}


def _worded(column: Column, words: Text, keys: list[tuple[str, str]], body: Body) -> Column:
    explained = str(column.explained)
    if keys:
        known = comma().join(f"{key} ({name})" if name != key else key for key, name in keys)
        explained = f"{known}. {explained}"
    if column.name == "seats" and body.has.organ and body.has.organ.deputy:
        explained = f"{explained} {_('Write the word deputy behind the days of a deputy member.')}"
    label = localized(words) or column.label
    return replace(column, label=label, explained=explained, also=(*column.also, str(column.label), *words.values()))
