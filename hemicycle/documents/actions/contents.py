"""The texts for adoption that documents may contain: added, changed, put in order, taken away."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from hemicycle.consultations.document_contents import KEY_PATTERN, MOST_CONTENTS, NAME_LENGTH, DocumentContent
from hemicycle.documents.queries import by_content
from hemicycle.documents.reasons import DocumentCode
from hemicycle.people.act import carry_out
from hemicycle.people.details import clean_texts
from hemicycle.people.keyed_setting import KeyedSetting
from hemicycle.people.reasons import PeopleCode
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Refusal

if TYPE_CHECKING:
    from datetime import datetime

    from hemicycle.journal.record import Performer

_CONTENTS = KeyedSetting[DocumentContent](
    "document_contents",
    fact="document_content",
    most=MOST_CONTENTS,
    unknown=DocumentCode.NO_SUCH_CONTENT,
    key_taken=DocumentCode.CONTENT_KEY_TAKEN,
    too_many=DocumentCode.TOO_MANY_CONTENTS,
    changed_meanwhile=DocumentCode.CONTENT_CHANGED_MEANWHILE,
)


def add_content(consultation: int, performer: Performer, at: datetime, wanted: DocumentContent) -> None:
    """Add a kind of text after the others.

    Raises:
        Refusal: there is one with this key, it has no name or too long a one, or there are as many as there may be.
    """
    with carry_out(consultation, performer, Action.CONSULTATION_EDIT, at) as act:
        _CONTENTS.add(act, _cleaned(wanted))


def change_content(
    consultation: int, performer: Performer, at: datetime, wanted: DocumentContent, *, seen: str
) -> None:
    """Change the name of a kind of text, also where documents contain it: what was published keeps the name it had.

    Args:
        seen: What ``keyed_rows.seen_of`` said of it when the change began.

    Raises:
        Refusal: somebody has changed it meanwhile, there is no such one; or as for ``add_content``.
    """
    with carry_out(consultation, performer, Action.CONSULTATION_EDIT, at) as act:
        row = _cleaned(wanted)
        _CONTENTS.change(act, _CONTENTS.known(act, row.key, seen=seen), row)


def move_content(consultation: int, performer: Performer, at: datetime, key: str, *, up: bool) -> None:
    """Let a kind of text change places with the one before it, or after it; nothing where there is none.

    Raises:
        Refusal: there is no such one.
    """
    with carry_out(consultation, performer, Action.CONSULTATION_EDIT, at) as act:
        _CONTENTS.move(act, key, up=up)


def drop_content(consultation: int, performer: Performer, at: datetime, key: str) -> None:
    """Take a kind of text away.

    Raises:
        Refusal: a document contains it, or there is no such one.
    """
    with carry_out(consultation, performer, Action.CONSULTATION_EDIT, at) as act:
        row = _CONTENTS.known(act, key)
        if used := by_content(act.consultation)[key]:
            raise Refusal(DocumentCode.CONTENT_IN_USE, documents=used)
        _CONTENTS.drop(act, row)


def require_key(key: str) -> str:
    """A key as kinds of texts have it.

    Raises:
        Refusal: it is none.
    """
    if not re.fullmatch(KEY_PATTERN, key):
        raise Refusal(DocumentCode.CONTENT_KEY_INVALID)
    return key


def _cleaned(wanted: DocumentContent) -> DocumentContent:
    """The same, safe to keep.

    Raises:
        Refusal: it has no name, or one that is too long.
    """
    name = clean_texts(wanted.name)
    if not name:
        raise Refusal(DocumentCode.CONTENT_WITHOUT_NAME)
    if any(len(words) > NAME_LENGTH for words in name.values()):
        raise Refusal(PeopleCode.TEXT_TOO_LONG, limit=NAME_LENGTH)
    return wanted.model_copy(update={"name": name})
