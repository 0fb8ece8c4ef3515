"""The columns of a file of sittings."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from hemicycle.imports.columns import Column

COLUMNS: tuple[Column, ...] = (
    Column(
        "sitting",
        _("Sitting"),
        _(
            "Number of a sitting that changes. If it is empty, a sitting that opens at that time changes, or a new one "
            "is added. Sittings without a row stay as they are."
        ),
    ),
    Column("day", _("Day"), _("In the form 2020-06-09."), required=True, also=("date",)),
    Column(
        "opens",
        _("Opens"),
        _(
            "In the form 14:30, in the time zone of the consultation. A time that occurs twice, because the clocks are "
            "put back, needs its offset: 02:30+02:00."
        ),
        required=True,
        also=("begin", "start"),
    ),
    Column("closes", _("Closes"), _("On the same day, in the same form."), required=True, also=("end",)),
    Column(
        "languages",
        _("Languages"),
        _("Codes or names, separated by commas: en, fr; empty for the languages of the consultation."),
    ),
    Column(
        "presiding",
        _("Presiding officer"),
        _(
            "E-mail address of the Chair or a Vice-Chair who is registered and confirmed; empty for nobody yet. "
            "Without this column, a new sitting has the same presiding officer as the last one."
        ),
    ),
)
