"""What a correction puts right of the items of a published version. All else stays as it went out (rule 20)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from hemicycle.agenda.item_record import TITLE_LENGTH
from hemicycle.agenda.naming import items_named, with_contents
from hemicycle.agenda.reasons import AgendaCode
from hemicycle.people.details import clean, clean_texts
from hemicycle.people.reasons import PeopleCode
from hemicycle.rules.reasons import Refusal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hemicycle.agenda.comparing import Content
    from hemicycle.consultations.languages import Text
    from hemicycle.consultations.models import Consultation


@dataclass(frozen=True)
class ItemNaming:
    """How a version is to name an item.

    Attributes:
        symbol: Of its document; empty for none.
    """

    title: Text
    symbol: str = ""


def renamed(consultation: Consultation, content: Content, wanted: Mapping[int, ItemNaming]) -> dict[str, Any]:
    """A version with some of its items named otherwise, wherever it names them.

    Args:
        wanted: By the key of the item.

    Raises:
        Refusal: the version has no such item, an item would have no title, or one that is too long, or there is no such
            document.
    """
    carried = dict(consultation.documents.values_list("symbol", "contains"))
    known = {row["item"]: row for row in items_named(content)}
    names = {}
    for key, naming in wanted.items():
        if key not in known:
            raise Refusal(AgendaCode.FORM_UNREADABLE)
        names[key] = _names(known[key], naming, carried)
    made = {part: _with_names(said, names) for part, said in content.items()}
    # Versions of before keep no names of what documents contain: these are read with those of today.
    return with_contents(consultation, made) if "contents" in made else made


def _names(row: Content, naming: ItemNaming, carried: Mapping[str, list[str]]) -> dict[str, Any]:
    title, symbol = clean_texts(naming.title), clean(naming.symbol)
    if not title:
        raise Refusal(AgendaCode.ITEM_WITHOUT_TITLE)
    if any(len(words) > TITLE_LENGTH for words in title.values()):
        raise Refusal(PeopleCode.TEXT_TOO_LONG, limit=TITLE_LENGTH)
    if symbol == row["symbol"]:
        return {"title": title}
    if symbol and symbol not in carried:
        raise Refusal(AgendaCode.NO_SUCH_DOCUMENT, symbol=symbol[:60])
    return {"title": title, "symbol": symbol, "contains": carried.get(symbol, [])}


def _with_names(content: object, names: Mapping[int, dict[str, Any]]) -> object:
    if isinstance(content, list):
        return [_with_names(part, names) for part in content]
    if not isinstance(content, dict):
        return content
    if "item" in content:
        return {**content, **names.get(content["item"], {})}
    return {name: _with_names(part, names) for name, part in content.items()}
