"""The columns of a file of focal points."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from hemicycle.imports.columns import Column

COLUMNS: tuple[Column, ...] = (
    Column(
        "member",
        _("Member"),
        _("The code of the Member, or its name in any of the six languages. It must take part in the consultation."),
        required=True,
    ),
    Column(
        "email",
        _("E-mail"),
        _("The person’s own address, used to sign in."),
        required=True,
        also=("electronic mail address",),
    ),
    Column(
        "name",
        _("Name"),
        _(
            "Title and full name, e.g. Ms. Elena Duarte. Required unless the address is known; a known person keeps "
            "their own name."
        ),
    ),
    Column("language", _("Language"), _("Preferred language, by its code or name, such as fr; or empty.")),
    Column(
        "start",
        _("From"),
        _(
            "First day, e.g. 2020-06-09, or a moment, e.g. 2020-06-09 14:30, in the time zone of the consultation. "
            "Empty means immediately."
        ),
        also=("from", "start date"),
    ),
    Column(
        "end",
        _("Until"),
        _("Last day, which is included, or a moment, in the time zone of the consultation. Empty means no end."),
        also=("until", "last day"),
    ),
    Column(
        "instrument",
        _("Note or letter"),
        _(
            "Name of a file in the ZIP, with its folder if it is in one. Empty means the note or letter that was "
            "uploaded with this file."
        ),
    ),
)
