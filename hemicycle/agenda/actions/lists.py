"""The lists in which items are put to Members: added, changed, put in order, taken away (rule 14)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hemicycle.agenda.models import Item
from hemicycle.agenda.put import letters, put_by_place, put_in_list
from hemicycle.agenda.reasons import AgendaCode
from hemicycle.consultations.item_lists import MOST_LISTS, NAME_LENGTH, PHRASE_LENGTH, ItemList
from hemicycle.consultations.settings import settings_of
from hemicycle.correspondence.models import Letter, Question
from hemicycle.people.act import carry_out
from hemicycle.people.keyed_acts import KeyedActs, with_clean_texts
from hemicycle.people.keyed_setting import KeyedSetting
from hemicycle.rules.candidates import ListRule, may_drop_list
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Refusal, require

if TYPE_CHECKING:
    from datetime import datetime

    from hemicycle.journal.record import Performer
    from hemicycle.people.act import Act


def set_least_yes(consultation: int, performer: Performer, at: datetime, least: int) -> bool:
    """Say how many must ask for a candidate of a list that has no number of its own (rule 14).

    Returns:
        Whether it is another number now.

    Raises:
        Refusal: Members were asked about such a list: what becomes of its items stays.
    """
    with carry_out(consultation, performer, Action.CONSULTATION_EDIT, at) as act:
        before = act.settings.least_yes
        if before == least:
            act.cancel()
            return False
        put = put_by_place(act.consultation)
        counted = [row.key for row in act.settings.lists if row.rule is ListRule.CANDIDATE and row.least_yes is None]
        if asked := letters((one for key in counted for one in put_in_list(put, key)), sent=True):
            raise Refusal(AgendaCode.LEAST_YES_WAS_PUT, letters=asked)
        row = act.consultation
        row.settings = {**row.settings, "least_yes": least}
        settings_of(row.settings)
        row.save(update_fields=["settings"])
        act.facts.update(least_yes=[before, least])
    return True


def cleaned(wanted: ItemList) -> ItemList:
    """The same, safe to keep.

    Raises:
        Refusal: it has no name, or a name or phrase that is too long.
    """
    longest = {"name": NAME_LENGTH, "phrase": PHRASE_LENGTH}
    return with_clean_texts(wanted, longest, AgendaCode.LIST_WITHOUT_NAME)


def _require_as_put(act: Act, before: ItemList, after: ItemList) -> None:
    """Members who were asked about a list know its name, and what becomes of its items."""
    renamed = any(after.name.get(code) != name for code, name in before.name.items())
    if not renamed and (before.rule, before.least_yes) == (after.rule, after.least_yes):
        return
    asked = [put for put in put_in_list(put_by_place(act.consultation), before.key) if put.sent]
    if asked:
        raise Refusal(AgendaCode.LIST_WAS_PUT, letters=letters(asked, sent=True))


def _rename_in_drafts(act: Act, before: ItemList, after: ItemList) -> None:
    """Letters that are still being written have its new name at once; one that was put to Members stays."""
    _require_as_put(act, before, after)
    drafts = Question.objects.filter(enquiry__letter__consultation=act.consultation, listing=after.key)
    drafts.exclude(enquiry__letter__state=Letter.State.SENT).update(list_name=after.name)


def _require_unused(act: Act, row: ItemList) -> None:
    """No item stands in it, nor was put to Members in it."""
    require(may_drop_list(items=Item.objects.filter(consultation=act.consultation, listing=row.key).count()))
    asked = put_in_list(put_by_place(act.consultation), row.key)
    if asked:
        symbols = letters(asked, sent=True) or letters(asked, sent=False)
        raise Refusal(AgendaCode.LIST_WAS_PUT, letters=symbols)


LISTS = KeyedActs(
    KeyedSetting[ItemList](
        "lists",
        fact="list",
        most=MOST_LISTS,
        unknown=AgendaCode.NO_SUCH_LIST,
        key_taken=AgendaCode.LIST_KEY_TAKEN,
        too_many=AgendaCode.TOO_MANY_LISTS,
        changed_meanwhile=AgendaCode.DRAFT_CHANGED_MEANWHILE,
    ),
    lambda _act, wanted: cleaned(wanted),
    changing=_rename_in_drafts,
    removing=_require_unused,
)
