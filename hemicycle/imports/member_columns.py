"""The columns of a file of Members."""

from __future__ import annotations

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hemicycle.consultations.languages import LANGUAGES, NATIVE_NAMES
from hemicycle.imports.columns import Column

_NAMES = [
    column
    for code in LANGUAGES
    for column in (
        Column(
            f"name_{code}",
            format_lazy("{} ({})", pgettext_lazy("of a Member", "Name"), NATIVE_NAMES[code]),
            _("Short form of the name in this language. Empty for a State means the short name of the United Nations."),
        ),
        Column(
            f"official_{code}",
            format_lazy("{} ({})", _("Official name"), NATIVE_NAMES[code]),
            _("Formal name in this language; or empty."),
        ),
    )
]

COLUMNS: tuple[Column, ...] = (
    Column(
        "code",
        _("Code"),
        _("Two letters of ISO 3166-1 for a State; sm- and a short name for a Sector Member. It tells Members apart."),
        required=True,
    ),
    Column("kind", _("Kind"), _("state, palestine or sector_member. A Member that is new needs it.")),
    Column("region", _("Region"), _("Administrative region of a State: A, B, C, D or E.")),
    Column("sector", _("Sector"), _("R, T or D for a Sector Member.")),
    *_NAMES,
    Column(
        "names_since",
        _("New names from"),
        _(
            "The day from which the names are new ones, as in 2022-06-01; what the Member was called before stays "
            "with everything before that day. Empty: the names correct those that are kept."
        ),
    ),
    Column(
        "council_seats",
        _("Seats on the Council"),
        _("First and last day of each, separated by semicolons: 2014-11-01/2018-10-31; 2018-11-01/ still goes on."),
    ),
    Column(
        "vote_suspensions",
        _("Votes suspended"),
        _("First and last day of each and the reason, separated by semicolons: 2020-01-01/2020-12-31 arrears."),
    ),
)
