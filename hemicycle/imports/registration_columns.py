"""The columns of a file of registrations."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from hemicycle.imports.columns import Column
from hemicycle.people.details import NAMES, help_of, label_of

_COLUMNS = (
    Column(
        "email",
        _("Electronic mail address"),
        _("The person’s own address, used to sign in. It identifies the person: each has one row."),
        required=True,
    ),
    Column("name", _("Name"), _("As shown in the room, with title, e.g. Ms. Elena Duarte."), required=True),
    Column("family_name", _("Family name"), _("One of the words of the name, used for alphabetical lists.")),
    Column(
        "member",
        _("Member"),
        _(
            "The code of the Member, or its name in any of the six languages. It must take part in the consultation. "
            "Leave it empty for any role but delegate, and for people who represent no Member."
        ),
        required=True,
    ),
    Column(
        "person_class",
        _("Class of a person who represents no Member"),
        _("The key or name of the class, e.g. expert. Empty for delegates of Members and for the other roles."),
    ),
    Column(
        "role",
        _("Role"),
        _("delegate, chair, vice_chair, secretariat, interpreter, captioner or technician. Empty means delegate."),
    ),
    Column(
        "delegation_role",
        _("Role in the delegation"),
        _("head, alternate, titular, delegate or adviser; or empty."),
    ),
    Column("function", _("Function"), _("Position in their organization, e.g. Director, Ministry of Communications.")),
    Column("language", _("Language"), _("Preferred language: ar, zh, en, fr, ru or es. Empty means English.")),
    Column("phone", _("Telephone"), _("For assistance during the meeting, with the country code: +41 22 730 00 00.")),
    Column("time_zone", _("Time zone"), _("Name in the IANA database: America/Sao_Paulo.")),
    Column(
        "days",
        _("Days"),
        _("Days of the sittings for which they register, e.g. 2020-06-09, separated by commas. Empty means every day."),
    ),
    Column("accessibility", _("Accessibility needs"), _("Accessibility requirements, in their own words.")),
    Column(
        "booth_languages",
        _("Booth languages"),
        _("For interpreters: languages that they work into, separated by commas."),
    ),
)
_NAMED = {column.name for column in _COLUMNS}
#: What is not named above is called and explained as its field is.
COLUMNS = (*_COLUMNS, *(Column(name, label_of(name), help_of(name)) for name in NAMES if name not in _NAMED))
