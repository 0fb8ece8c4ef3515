"""The texts for adoption that documents may contain: added, changed, put in order, taken away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hemicycle.consultations.document_contents import MOST_CONTENTS, NAME_LENGTH, DocumentContent
from hemicycle.documents.queries import by_content
from hemicycle.documents.reasons import DocumentCode
from hemicycle.people.keyed_acts import KeyedActs, with_clean_texts
from hemicycle.people.keyed_setting import KeyedSetting
from hemicycle.rules.reasons import Refusal

if TYPE_CHECKING:
    from hemicycle.people.act import Act


def _cleaned(_act: Act, wanted: DocumentContent) -> DocumentContent:
    return with_clean_texts(wanted, {"name": NAME_LENGTH}, DocumentCode.CONTENT_WITHOUT_NAME)


def _require_unused(act: Act, row: DocumentContent) -> None:
    if used := by_content(act.consultation)[row.key]:
        raise Refusal(DocumentCode.CONTENT_IN_USE, documents=used)


#: The name of one changes also where documents contain it: what was published keeps the name it had.
CONTENTS = KeyedActs(
    KeyedSetting[DocumentContent](
        "document_contents",
        fact="document_content",
        most=MOST_CONTENTS,
        unknown=DocumentCode.NO_SUCH_CONTENT,
        key_taken=DocumentCode.CONTENT_KEY_TAKEN,
        too_many=DocumentCode.TOO_MANY_CONTENTS,
        changed_meanwhile=DocumentCode.CONTENT_CHANGED_MEANWHILE,
    ),
    _cleaned,
    removing=_require_unused,
)
