"""The search of the desk: people, Members, contacts, items, documents and letters that have all the words.

Words are compared as in every list (``toolkit.tables``): without case and accents. Members, titles and subjects are
found in whichever language they are typed, and shown in the reader's. Nothing is found that its reader may not open.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from hemicycle.agenda import queries as agenda
from hemicycle.consultations.alphabetical import sort_key
from hemicycle.consultations.item_lists import in_order, label_in, lists_of
from hemicycle.consultations.joins import beside
from hemicycle.consultations.language_parts import Wording
from hemicycle.consultations.languages import LANGUAGES
from hemicycle.consultations.text import folded
from hemicycle.correspondence import letter_queries
from hemicycle.correspondence.queries import subject
from hemicycle.documents import queries as documents
from hemicycle.people import queries as people
from hemicycle.people.finding import contacts_of, invited_keys, members_of_body, people_of
from hemicycle.people.member_names import member_name
from hemicycle.people.models import Registration
from hemicycle.people.participants import participants
from hemicycle.rules.capacity import Role
from hemicycle.rules.permissions import Action
from hemicycle.web.toolkit import labels

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from django.utils.functional import _StrPromise

    from hemicycle.agenda.models import Item
    from hemicycle.consultations.item_lists import ItemList
    from hemicycle.people.finding import PersonLine
    from hemicycle.people.models import Member
    from hemicycle.web.access.permissions import InConsultation

#: Of people, of whom there may be thousands, so many are shown; a list has the others.
SHOWN = 20


@dataclass(frozen=True)
class Found:
    """Something that was found.

    Attributes:
        code: A symbol, which is written from left to right.
        detail: What tells it from others of the same name.
    """

    title: str
    detail: str
    address: str
    code: str = ""


@dataclass(frozen=True)
class FoundGroup:
    """What was found of one kind, in the order of the reader's language.

    Attributes:
        total: How many there are, of which the first are ``rows``.
        more: The address of the list that has the others; empty where all are here.
    """

    name: str
    label: str
    rows: Sequence[Found]
    total: int
    more: str


def found(at: InConsultation, words: Sequence[str]) -> list[FoundGroup]:
    """What has all the words, group by group; nothing for none.

    Args:
        words: Folded, as ``TableQuery.words`` has them.
    """
    if not words:
        return []
    by_key = {member.pk: member for member in members_of_body(at.consultation)}
    names = {key: member_name(member) for key, member in by_key.items()}
    members = _Members(by_key, names, invited_keys(at.consultation))
    groups = []
    for name, (label, find) in _GROUPS.items():
        rows = list(find(at, words, members))
        many = name == PEOPLE and len(rows) > SHOWN
        if rows:
            shown = rows[:SHOWN] if many else rows
            groups.append(FoundGroup(name, str(label), shown, len(rows), _list(at, words) if many else ""))
    return groups


def _list(at: InConsultation, words: Sequence[str]) -> str:
    """The list of all people, narrowed to the same words."""
    page = "people_desk" if at.visitor.may_read(Action.PEOPLE_SEE) else "participants"
    return reverse(page, args=[at.consultation.slug], query={"q": " ".join(words)})


@dataclass(frozen=True)
class _Members:
    """The Members of the body, and what the reader calls them, by key; and the keys of those that take part."""

    by_key: dict[int, Member]
    names: dict[int, str]
    invited: set[int]

    def name(self, key: int | None) -> str:
        """Of a Member; empty for none."""
        return self.names.get(key, "") if key is not None else ""


def _has(words: Sequence[str], *texts: str) -> bool:
    text = folded(" ".join(texts))
    return all(word in text for word in words)


def _people(at: InConsultation, words: Sequence[str], members: _Members) -> Iterable[Found]:
    if not at.visitor.may_read(Action.PEOPLE_SEE):
        return _participants(at, words)
    rows = [
        line
        for line in people_of(at.consultation, at.now)
        if _has(words, line.name, line.email, members.name(line.member), _class_of(at, line))
    ]
    statuses = dict(Registration.Status.choices)
    return [
        _person(at, line, members, str(statuses.get(line.status, "")))
        for line in sorted(rows, key=lambda row: sort_key(row.name))
    ]


def _class_of(at: InConsultation, line: PersonLine) -> str:
    """That of somebody who represents no Member."""
    return labels.capacity(at.consultation.classes.of_person(line.person_class)) if line.person_class else ""


def _person(at: InConsultation, line: PersonLine, members: _Members, status: str) -> Found:
    slug, home = at.consultation.slug, members.name(line.member)
    if line.key is None:
        code = members.by_key[line.member].code if line.member in members.by_key else ""
        address = reverse("delegation", args=[slug, code]) if code else reverse("members_desk", args=[slug])
        return Found(line.name, beside([home, _("Focal point")]), address)
    role = _class_of(at, line) if line.role == Role.DELEGATE.value else labels.capacity(Role(line.role))
    return Found(line.name, beside([home or role, status]), reverse("registration_desk", args=[slug, line.key]))


def _participants(at: InConsultation, words: Sequence[str]) -> Iterable[Found]:
    """Whom everybody finds in the list of participants."""
    for row in participants(at.consultation, at.today):
        registration = row.registration
        name, home = registration.person.name, member_name(registration.member) if registration.member else ""
        if _has(words, name, home or labels.capacity(row.capacity)):
            address = reverse("participants", args=[at.consultation.slug], query={"q": name})
            yield Found(name, beside([home, labels.capacity(row.capacity)]), address)


def _members(at: InConsultation, words: Sequence[str], members: _Members) -> Iterable[Found]:
    classes = at.consultation.classes
    keys = [key for key, row in members.by_key.items() if _has(words, *_called(row), row.code)]
    for key in sorted(keys, key=lambda key: (key not in members.invited, sort_key(members.names[key]))):
        row, invited = members.by_key[key], key in members.invited
        page = "delegation" if invited and at.visitor.may_read(Action.PEOPLE_SEE) else "member"
        detail = labels.capacity(people.class_of(row, classes, at.today)) if invited else _("Not invited")
        yield Found(members.names[key], detail, reverse(page, args=[at.consultation.slug, row.code]))


def _called(member: Member) -> Iterable[str]:
    """What a Member is called, in each language, and was."""
    kept = [name for _language, _since, name in member.read_names or ()]
    return {*kept, *(member_name(member, language) for language in LANGUAGES)}


def _contacts(at: InConsultation, words: Sequence[str], members: _Members) -> Iterable[Found]:
    """Who gets the letters of a Member that takes part, or copies of them."""
    if not at.visitor.may_read(Action.PEOPLE_SEE):
        return
    for row in sorted(contacts_of(at.consultation), key=lambda row: sort_key(str(row))):
        if _has(words, row.name, row.email, members.name(row.member_id)):
            address = reverse("member", args=[at.consultation.slug, members.by_key[row.member_id].code])
            yield Found(str(row), beside([members.name(row.member_id), row.email if row.name else ""]), address)


def _items(at: InConsultation, words: Sequence[str], _members: _Members) -> Iterable[Found]:
    plans, lists = at.visitor.may_read(Action.PLAN_EDIT), lists_of(at.consultation)
    edits = at.visitor.may_read(Action.ITEM_EDIT)
    for item in in_order(lists, agenda.with_documents(at.consultation), lambda row: (row.listing, row.number)):
        symbol = item.document.symbol if item.document else ""
        if item.withdrawn_at is not None:
            if edits and _has(words, *item.title.values(), symbol):
                address = reverse("item_edit", args=[at.consultation.slug, item.pk])
                named = _("Item %(number)s") % {"number": _number(item, lists)}
                yield Found(Wording.of(item.title), beside([named, pgettext("an item", "Withdrawn")]), address, symbol)
            continue
        if (plans or item.position is not None) and _has(words, *item.title.values(), symbol):
            address = _of_item(at, item, plans=plans)
            yield Found(
                Wording.of(item.title), _("Item %(number)s") % {"number": _number(item, lists)}, address, symbol
            )


def _number(item: Item, lists: Mapping[str, ItemList]) -> str:
    """On the agenda, or in the list in which it was put."""
    return str(item.position) if item.position is not None else f"{item.number} ({label_in(lists, item.listing)})"


def _of_item(at: InConsultation, item: Item, *, plans: bool) -> str:
    slug = at.consultation.slug
    if plans:
        return reverse("agenda_item", args=[slug, item.pk])
    return reverse("document", args=[slug, item.document.symbol]) if item.document else reverse("agenda", args=[slug])


def _documents(at: InConsultation, words: Sequence[str], _members: _Members) -> Iterable[Found]:
    prepares = at.may_read(Action.DOCUMENT_EDIT)
    for row in documents.listed(at.consultation, at.now, prepares=prepares):
        if _has(words, row.symbol, *row.title.values()):
            address = reverse("document", args=[at.consultation.slug, row.symbol])
            yield Found(Wording.of(row.title), "", address, row.symbol)


def _letters(at: InConsultation, words: Sequence[str], _members: _Members) -> Iterable[Found]:
    writes = at.visitor.may_read(Action.LETTER_WRITE)
    for row in letter_queries.with_subjects(at.consultation, sent_alone=not writes):
        subjects = (text.subject for text in row.texts.all())
        if _has(words, row.symbol, subject(row), *subjects):
            page, about = ("letter_desk", row.pk) if writes else ("letter", row.symbol)
            detail = beside([row.get_state_display(), labels.plain_date(row.dated)])
            yield Found(subject(row), detail, reverse(page, args=[at.consultation.slug, about]), row.symbol)


PEOPLE = "people"
_GROUPS: dict[str, tuple[_StrPromise, Callable[[InConsultation, Sequence[str], _Members], Iterable[Found]]]] = {
    PEOPLE: (gettext_lazy("People"), _people),
    "members": (gettext_lazy("Members"), _members),
    "contacts": (gettext_lazy("Contacts"), _contacts),
    "items": (gettext_lazy("Items"), _items),
    "documents": (gettext_lazy("Documents"), _documents),
    "letters": (gettext_lazy("Letters"), _letters),
}
