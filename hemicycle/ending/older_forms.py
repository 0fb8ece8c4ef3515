"""Tables of earlier forms of an export, as today's form has them."""

from __future__ import annotations

from typing import Any

from hemicycle.consultations.languages import UNDETERMINED
from hemicycle.consultations.presets import preset
from hemicycle.ending.form import KEY
from hemicycle.rules.capacity import Right
from hemicycle.rules.motions import Motion
from hemicycle.rules.sitting_kinds import SittingKind

Rows = list[dict[str, Any]]

#: The one body that there was, as the code had it then; its name in addresses is that of its preset.
_BODY = "council"
_KEY_OF_BODY = "body:1"
#: The last form in which Members were of no body.
_WITHOUT_BODIES = 2
#: The last form in which headings of conditions were code, and lists of Members in the order of their names in French.
_WITHOUT_SETTINGS = 3
#: The last form in which why a question was withdrawn was one text, in whichever language.
_WITHOUT_LANGUAGES = 4
#: The last form in which what documents may contain was code.
_WITHOUT_CONTENTS = 5
#: The last form in which all that went before the list of speakers was a point of order.
_WITHOUT_MOTIONS = 7
#: The last form in which each document was open to participants as it was entered, and no class contributed.
_WITHOUT_POSTING = 8
#: The last form in which a sitting was one of the calendar, or a demonstration.
_WITHOUT_KINDS = 8
_ORDER = {"alphabet": "fr"}


def in_todays_form(
    form: int, fields: dict[str, list[str]], tables: dict[str, Rows]
) -> tuple[dict[str, list[str]], dict[str, Rows]]:
    """The fields of each table, and its rows."""
    if form <= _WITHOUT_BODIES:
        fields, tables = _with_body(fields, tables)
    if form <= _WITHOUT_SETTINGS:
        tables = _with_order(_with_setting("condition_headings", tables))
    if form <= _WITHOUT_LANGUAGES:
        tables = _with_languages(tables)
    if form <= _WITHOUT_CONTENTS:
        tables = _with_setting("document_contents", tables)
    if form <= _WITHOUT_MOTIONS:
        tables = _with_motions(tables)
    if form <= _WITHOUT_KINDS:
        fields, tables = _with_kinds(fields, tables)
    return (fields, tables) if form > _WITHOUT_POSTING else _with_posting(fields, _with_contributors(tables))


def _with_body(fields: dict[str, list[str]], tables: dict[str, Rows]) -> tuple[dict[str, list[str]], dict[str, Rows]]:
    """Members were of the installation, their groups were called Sectors, and their seats those of the Council."""
    settings = preset(_BODY).body
    body = {KEY: _KEY_OF_BODY, "slug": _BODY, "name": settings["organ"]["name"], "settings": settings}
    fields = {_table(name): [_field(field) for field in named] for name, named in fields.items()}
    tables = {
        _table(name): [{_field(field): value for field, value in row.items()} for row in rows]
        for name, rows in tables.items()
    }
    for name in {"people.Member", "consultations.Consultation"} & set(tables):
        fields[name].append("body")
        for row in tables[name]:
            row["body"] = _KEY_OF_BODY
    return (
        {**fields, "consultations.Body": ["slug", "name", "settings"]},
        {**tables, "consultations.Body": [body]},
    )


def _with_setting(name: str, tables: dict[str, Rows]) -> dict[str, Rows]:
    """What was code, and is what the preset has now."""
    was = preset(_BODY).settings[name]
    rows = [{**row, "settings": {name: was, **row["settings"]}} for row in tables.get("consultations.Consultation", [])]
    return {**tables, "consultations.Consultation": rows}


def _with_order(tables: dict[str, Rows]) -> dict[str, Rows]:
    bodies = [{**row, "settings": {**row["settings"], "order": _ORDER}} for row in tables.get("consultations.Body", [])]
    return {**tables, "consultations.Body": bodies}


def _with_languages(tables: dict[str, Rows]) -> dict[str, Rows]:
    def said(row: dict[str, Any]) -> dict[str, str]:
        return {UNDETERMINED: row["withdrawn_why"]} if row.get("withdrawn_why") else {}

    rows = [{**row, "withdrawn_why": said(row)} for row in tables.get("correspondence.Question", [])]
    return {**tables, "correspondence.Question": rows}


def _with_motions(tables: dict[str, Rows]) -> dict[str, Rows]:
    rows = [
        {**row, "motion": Motion.POINT_OF_ORDER.value if row.get("point_of_order") else ""}
        for row in tables.get("sittings.Turn", [])
    ]
    return {**tables, "sittings.Turn": rows} if rows else tables


def _with_kinds(fields: dict[str, list[str]], tables: dict[str, Rows]) -> tuple[dict[str, list[str]], dict[str, Rows]]:
    """A demonstration was marked as one, and all else was a sitting of the calendar."""
    name = "sittings.Sitting"
    if name not in tables:
        return fields, tables
    kinds = {True: SittingKind.DEMONSTRATION.value, False: SittingKind.SITTING.value}
    rows = [{"kind": kinds[bool(row.pop("demonstration", False))], **row} for row in map(dict, tables[name])]
    named = ["kind" if field == "demonstration" else field for field in fields[name]]
    return {**fields, name: named}, {**tables, name: rows}


def _with_posting(
    fields: dict[str, list[str]], tables: dict[str, Rows]
) -> tuple[dict[str, list[str]], dict[str, Rows]]:
    """Documents were posted with their first file; one without any, when the consultation began."""
    if "documents.Document" not in tables:
        return fields, tables
    begun = {row[KEY]: f"{row['first_day']}T00:00:00.000000+00:00" for row in tables["consultations.Consultation"]}
    first: dict[str, str] = {}
    for file in tables.get("documents.DocumentFile", []):
        first[file["document"]] = min(file["at"], first.get(file["document"], file["at"]))
    rows = [
        {"posted_at": first.get(row[KEY], begun[row["consultation"]]), **row} for row in tables["documents.Document"]
    ]
    named = list(dict.fromkeys([*fields.get("documents.Document", ()), "posted_at"]))
    return {**fields, "documents.Document": named}, {**tables, "documents.Document": rows}


def _with_contributors(tables: dict[str, Rows]) -> dict[str, Rows]:
    """Those submit contributions that may ask for the floor, as the migration has it."""

    def able(one: dict[str, Any]) -> dict[str, Any]:
        rights = one.get("rights", [])
        gets = Right.SPEAK.value in rights and Right.CONTRIBUTE.value not in rights and not one.get("persons")
        return {**one, "rights": [*rights, Right.CONTRIBUTE.value]} if gets else one

    rows = [
        {**row, "settings": {**row["settings"], "classes": [able(one) for one in row["settings"].get("classes", [])]}}
        for row in tables.get("consultations.Consultation", [])
    ]
    return {**tables, "consultations.Consultation": rows} if rows else tables


def _table(name: str) -> str:
    return "people.Seat" if name == "people.CouncilSeat" else name


def _field(name: str) -> str:
    return "group" if name == "sector" else name
