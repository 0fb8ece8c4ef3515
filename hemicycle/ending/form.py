"""The form of an export: what its manifest says, and how values stand in its tables."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, time
from typing import Literal
from uuid import UUID

from pydantic import AwareDatetime, BaseModel

#: 2: the record also has what was done to Members, and to sources of rules. 3: Members are of a body. 4: a body says in
#: which order its lists are, and headings of conditions are settings. 5: why a question was withdrawn is said in each
#: language. 6: what documents may contain is a setting. 7: conclusions, what was said of them, how items ended. 8: by
#: which mode a decision by correspondence is reached, and which conclusions it is about; paragraphs of the report; the
#: record follows the chain without a gap to a signed head, and the manifest is signed;
#: texts of statements, summary records; motions and rulings; when
#: who presided was heard beside the floor. 9: documents are posted, and what they are to one another; their series;
#: contributions, and which classes submit them;
#: messages that came by mail, where they were filed, and the threads of mails.
#: ``older_forms`` reads what was before.
FORM = 9
WHAT: Literal["hemicycle consultation"] = "hemicycle consultation"
#: The record of one enquiry: what its declared result is recomputed from. It is no export that is taken in.
ENQUIRY: Literal["hemicycle enquiry"] = "hemicycle enquiry"
MANIFEST, README = "manifest.json", "README.md"
#: The signature over the manifest, with the key.
SIGNATURE = "signature.json"
#: What a row's own key is called: no field has such a name.
KEY = "@key"
#: In the place of the key of a row that is there no more.
GONE = "?"


class NotPossible(Exception):
    """An export is not made, or not taken in; says why and what to do. Nothing was changed."""


class Content(BaseModel):
    """One file of an export: its bytes, and their SHA-256."""

    size: int
    sha256: str


class Manifest(BaseModel):
    """What an export says of itself; all but ``made_at`` and ``version`` is the same for the same data.

    Attributes:
        form: Of the export; a later version of Hemicycle reads earlier ones.
        version: Of Hemicycle.
        slug: Of the consultation.
        tables: The names of the fields of each table.
        files: By name, all but the manifest and its signature.
    """

    what: Literal["hemicycle consultation", "hemicycle enquiry"] = WHAT
    form: int = FORM
    made_at: AwareDatetime
    version: str
    slug: str
    tables: dict[str, list[str]]
    files: dict[str, Content]


def plain(value: object) -> object:
    """A value as JSON has it: moments to the microsecond, in UTC."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value


def written(content: object) -> bytes:
    """A JSON file, its names sorted, so that the same content is the same bytes."""
    return (json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()
