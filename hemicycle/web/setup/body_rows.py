"""The table of the settings of a body, which all its consultations use: rows of the page of settings."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from hemicycle.people.actions.bodies import Part
from hemicycle.web.setup import setting_words as words
from hemicycle.web.setup.setting_rows import SettingRow
from hemicycle.web.setup.setting_subjects import Subject

_NONE = _("None")

#: A row for each field of ``consultations.bodies.BodySettings``, and for the body's name.
BODY_ROWS: tuple[SettingRow, ...] = (
    SettingRow(
        Subject.BODY,
        "name",
        _("Name of the body"),
        _("It names the body on papers and pages."),
        words.name_of_body,
        "body",
        "names",
        default=_NONE,
    ),
    SettingRow(
        Subject.BODY,
        "organ",
        _("Organ"),
        _("Members have seats on it. Papers and pages use its name and the names of its seats."),
        words.organ,
        "body",
        "names",
        default=_NONE,
    ),
    SettingRow(
        Subject.BODY,
        "kinds",
        _("Kinds of Members"),
        _("Each Member is of one kind, which says how its code is written and what it may have."),
        words.parts_of_body(Part.KINDS),
        "body",
        Part.KINDS,
        default=_NONE,
    ),
    SettingRow(
        Subject.BODY,
        "region",
        _("Name of a region"),
        _("This word names the regions of Members on papers and pages."),
        words.region,
        "body",
        "names",
        default=_("Region"),
    ),
    SettingRow(
        Subject.BODY,
        "regions",
        _("Regions"),
        _("A Member is in one of them, where its kind has regions."),
        words.parts_of_body(Part.REGIONS),
        "body",
        Part.REGIONS,
        default=_NONE,
    ),
    SettingRow(
        Subject.BODY,
        "group",
        _("Name of a group of Members"),
        _("This word names the groups of Members on papers and pages. A quota can count by group."),
        words.group,
        "body",
        "names",
        default=_("Group"),
    ),
    SettingRow(
        Subject.BODY,
        "groups",
        _("Groups"),
        _("A Member is in one of them, where its kind has groups."),
        words.parts_of_body(Part.GROUPS),
        "body",
        Part.GROUPS,
        default=_NONE,
    ),
    SettingRow(
        Subject.BODY,
        "order",
        _("Order of Members in lists"),
        _("Lists of Members, on pages and on papers, are in this order."),
        words.order,
        "body",
        "order",
        default=_("Members are in alphabetical order. Each kind of Members is listed separately."),
    ),
    SettingRow(
        Subject.BODY,
        "terms",
        _("Terms"),
        _("They replace words of the software on pages, on papers, in messages and in the room."),
        words.terms,
        "body",
        "terms",
        default=_NONE,
    ),
)
