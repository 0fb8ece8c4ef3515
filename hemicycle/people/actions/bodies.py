"""A body: what it and its organ are called, its kinds of Members, its regions and groups; for all its consultations."""

from __future__ import annotations

import hashlib
import json
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeAlias

from hemicycle.consultations.bodies import (
    MOST_KINDS,
    MOST_PLACES,
    BodySettings,
    KindSetting,
    Organ,
    PlaceSetting,
    TermSetting,
)
from hemicycle.consultations.keyed_rows import known, moved, replaced, without
from hemicycle.consultations.models import Body, Consultation
from hemicycle.consultations.settings import settings_of
from hemicycle.consultations.terms import occurs
from hemicycle.people import administrators
from hemicycle.people.act import carry_out
from hemicycle.people.details import clean_texts
from hemicycle.people.models import Seat, VoteSuspension
from hemicycle.people.reasons import PeopleCode
from hemicycle.rules.bodies import (
    Has,
    Held,
    may_change_kind,
    may_change_organ,
    may_remove_body,
    may_remove_kind,
    may_remove_place,
)
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Refusal, require
from hemicycle.rules.terms import MOST_TERMS, faults

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime

    from hemicycle.consultations.languages import Text
    from hemicycle.consultations.list_order import ListOrder
    from hemicycle.journal import act as journal
    from hemicycle.journal.record import Performer
    from hemicycle.rules.terms import Term

Row: TypeAlias = KindSetting | PlaceSetting
REMOVE_BODY = "body.remove"


@dataclass(frozen=True)
class AsAdministrator:
    """A body, by its key, that an administrator of the installation changes, whoever is in its secretariats."""

    body: int


#: By which way a body is changed: as the secretariat of one of its consultations (its key), or as an administrator.
Where: TypeAlias = int | AsAdministrator


class Part(StrEnum):
    """What a body has several of."""

    KINDS = "kinds"
    REGIONS = "regions"
    GROUPS = "groups"


_MOST = {Part.KINDS: MOST_KINDS, Part.REGIONS: MOST_PLACES, Part.GROUPS: MOST_PLACES}


@dataclass(frozen=True)
class BodyWords:
    """What a body calls itself and what it has.

    Attributes:
        organ: Its name; empty where Members have no seats.
        deputy: What a deputy member is called; empty where there are none.
        person: Who sits on the organ for a Member.
    """

    name: Text
    region: Text = field(default_factory=dict)
    group: Text = field(default_factory=dict)
    organ: Text = field(default_factory=dict)
    member: Text = field(default_factory=dict)
    deputy: Text = field(default_factory=dict)
    person: Text = field(default_factory=dict)


def words_of(body: Body) -> BodyWords:
    """What it calls itself now."""
    has, organ = body.has, body.has.organ or Organ()
    return BodyWords(body.name, has.region, has.group, organ.name, organ.member, organ.deputy, organ.person)


def seen_of(body: Body) -> str:
    """Tells whether a body is still what somebody began to change."""
    said = json.dumps([body.name, body.has.model_dump(mode="json")], sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()


def change_words(of: Where, performer: Performer, at: datetime, wanted: BodyWords, *, seen: str) -> None:
    """Change what a body, its organ, its regions and groups are called.

    Args:
        seen: What ``seen_of`` said of it when the change began.

    Raises:
        Refusal: it has no name; somebody has changed it meanwhile; or its organ, or the deputy members of that, would
            go while somebody has such a seat.
    """
    with _changing(of, performer, at, seen) as (act, body):
        texts = {name: clean_texts(getattr(wanted, name)) for name in ("name", "region", "group")}
        organ = Organ(**{name: clean_texts(getattr(wanted, of)) for name, of in _OF_ORGAN.items()})
        if not texts["name"]:
            raise Refusal(PeopleCode.BODY_WITHOUT_NAME)
        seats = Seat.objects.filter(member__body=body)
        require(
            may_change_organ(
                seats=seats.count(),
                deputy_seats=seats.filter(deputy=True).count(),
                organ=bool(organ.name),
                has_deputies=bool(organ.deputy),
            )
        )
        before = {"name": body.name, **_words(body.has)}
        body.name = texts.pop("name")
        settings = body.has.model_copy(update={**texts, "organ": organ if organ.name else None})
        act.facts.update(before=before, after={"name": body.name, **_words(settings)})
        _keep(body, settings)


_OF_ORGAN = {"name": "organ", "member": "member", "deputy": "deputy", "person": "person"}


def _words(settings: BodySettings) -> dict[str, object]:
    return settings.model_dump(mode="json", include={"region", "group", "organ"})


def change_order(of: Where, performer: Performer, at: datetime, wanted: ListOrder, *, seen: str) -> None:
    """Change in which order lists name the Members of a body.

    Raises:
        Refusal: somebody has changed the body meanwhile.
    """
    with _changing(of, performer, at, seen) as (act, body):
        before, after = body.has.order.model_dump(mode="json"), wanted.model_dump(mode="json")
        act.facts.update(part="order", before=before, after=after)
        _keep(body, body.has.model_copy(update={"order": wanted}))


def change_terms(
    of: Where, performer: Performer, at: datetime, language: str, wanted: Sequence[Term], *, seen: str
) -> bool:
    """Change what a body says in our sentences of one language instead of words of ours; whether that changes anything.

    Args:
        language: One of the interface.

    Raises:
        Refusal: there are too many; one of them cannot be used, or replaces what is in no sentence of ours; or somebody
            has changed the body meanwhile.
    """
    with _changing(of, performer, at, seen) as (act, body):
        if len(wanted) > MOST_TERMS:
            raise Refusal(PeopleCode.TOO_MANY_BODY_PARTS, most=MOST_TERMS)
        if wrong := faults(wanted, lambda term: occurs(term, language)):
            raise Refusal(PeopleCode.TERM_FAULTY, terms=[wanted[place].ours for place in wrong])
        before = body.has.terms.get(language, ())
        after = tuple(TermSetting(ours=term.ours, own=term.own) for term in wanted)
        if after == before:
            act.cancel()
            return False
        act.facts.update(part="terms", language=language, before=_stored(before), after=_stored(after))
        others = {code: rows for code, rows in body.has.terms.items() if code != language}
        _keep(body, body.has.model_copy(update={"terms": {**others, **({language: after} if after else {})}}))
    return True


def _stored(rows: Iterable[TermSetting]) -> list[dict[str, str]]:
    return [row.model_dump() for row in rows]


def add(of: Where, performer: Performer, at: datetime, part: Part, wanted: Row) -> None:
    """Add a kind, a region or a group after the others.

    Raises:
        Refusal: its key is taken, it has no name, or there are as many as there may be.
    """
    with _changing(of, performer, at) as (act, body):
        rows = _rows(body, part)
        if wanted.key.lower() in {row.key.lower() for row in rows}:
            raise Refusal(PeopleCode.BODY_KEY_TAKEN, key=wanted.key)
        if len(rows) >= _MOST[part]:
            raise Refusal(PeopleCode.TOO_MANY_BODY_PARTS, most=_MOST[part])
        row = _cleaned(wanted)
        act.facts.update(part=part.value, before=None, after=row.model_dump(mode="json"))
        _keep(body, body.has.model_copy(update={part.value: (*rows, row)}))


def change(of: Where, performer: Performer, at: datetime, part: Part, wanted: Row, *, seen: str) -> None:
    """Change a kind, a region or a group; its key stays.

    Raises:
        Refusal: there is none of this key; it has no name; somebody has changed the body meanwhile; or Members of the
            kind have what it would no longer have.
    """
    with _changing(of, performer, at, seen) as (act, body):
        before, row = _known(body, part, wanted.key), _cleaned(wanted)
        if isinstance(before, KindSetting) and isinstance(row, KindSetting):
            require(may_change_kind(_has(before), _has(row), _held(body, before.key)))
        act.facts.update(part=part.value, before=before.model_dump(mode="json"), after=row.model_dump(mode="json"))
        rows = tuple(replaced(_rows(body, part), row))
        _keep(body, body.has.model_copy(update={part.value: rows}))


def move(of: Where, performer: Performer, at: datetime, part: Part, key: str, *, up: bool) -> None:
    """Let one change places in lists with the one before it, or after it; nothing where there is none.

    Raises:
        Refusal: there is none of this key.
    """
    with _changing(of, performer, at) as (act, body):
        rows, places = moved(_rows(body, part), _known(body, part, key), up=up)
        act.facts.update(part=part.value, key=key, **places)
        _keep(body, body.has.model_copy(update={part.value: tuple(rows)}))


def remove(of: Where, performer: Performer, at: datetime, part: Part, key: str) -> None:
    """Remove one.

    Raises:
        Refusal: a Member is of it, or a class names the kind; or there is none of this key.
    """
    with _changing(of, performer, at) as (act, body):
        before = _known(body, part, key)
        if part is Part.KINDS:
            require(may_remove_kind(_held(body, key)))
        else:
            require(may_remove_place(body.members.filter(**{part.value.removesuffix("s"): key}).count()))
        act.facts.update(part=part.value, before=before.model_dump(mode="json"), after=None)
        rows = tuple(without(_rows(body, part), key))
        _keep(body, body.has.model_copy(update={part.value: rows}))


def remove_body(performer: Performer, at: datetime, body: int) -> str:
    """Remove a body that no consultation uses, with its Members; return what it was called.

    Raises:
        Refusal: a consultation uses it, it is gone already, or who acts is no administrator.
    """
    with administrators.carry_out(performer, REMOVE_BODY, at) as act:
        row = _locked(act, body)
        require(may_remove_body(row.consultations.count()))
        members = row.members.order_by("code")
        act.facts.update(name=row.name, settings=row.settings, members=list(members.values_list("code", flat=True)))
        members.delete()
        row.delete()
    return str(row)


@contextmanager
def _changing(
    of: Where, performer: Performer, at: datetime, seen: str | None = None
) -> Iterator[tuple[journal.Act[Any], Body]]:
    """An act on a body, which it locks: what is done with its Members holds it in share."""
    with _carried_out(of, performer, at) as (act, key):
        body = _locked(act, key)
        if seen is not None and seen != seen_of(body):
            raise Refusal(PeopleCode.BODY_CHANGED_MEANWHILE)
        yield act, body


@contextmanager
def _carried_out(of: Where, performer: Performer, at: datetime) -> Iterator[tuple[journal.Act[Any], int]]:
    """The act, and the key of the body."""
    if isinstance(of, AsAdministrator):
        with administrators.carry_out(performer, Action.BODY_EDIT.value, at) as act:
            yield act, of.body
    else:
        with carry_out(of, performer, Action.BODY_EDIT, at) as within:
            yield within, within.consultation.body_id


def _locked(act: journal.Act[Any], key: int) -> Body:
    """The body, which the journal names as what the act is about."""
    body = Body.objects.select_for_update().filter(pk=key).first()
    if body is None:
        raise Refusal(PeopleCode.NO_SUCH_BODY)
    act.place = f"body:{body.pk}"
    act.facts["body"] = body.slug
    return body


def _rows(body: Body, part: Part) -> tuple[Row, ...]:
    rows: tuple[Row, ...] = getattr(body.has, part.value)
    return rows


def _known(body: Body, part: Part, key: str) -> Row:
    return known(_rows(body, part), key, PeopleCode.NO_SUCH_BODY_PART)


def _cleaned(wanted: Row) -> Row:
    names = ("one", "many") if isinstance(wanted, KindSetting) else ("name",)
    row = wanted.model_copy(update={name: clean_texts(getattr(wanted, name)) for name in names})
    if not getattr(row, names[0]):
        raise Refusal(PeopleCode.BODY_WITHOUT_NAME)
    return row


def _has(kind: KindSetting) -> Has:
    return Has(kind.coding, kind.region, kind.group, kind.seats, kind.votes)


def _held(body: Body, kind: str) -> Held:
    """What is kept of the Members of a kind."""
    members = body.members.filter(kind=kind)
    classes = [
        one
        for consultation in Consultation.objects.filter(body=body)
        for one in settings_of(consultation.settings).classes
        if kind in one.kinds
    ]
    return Held(
        members=members.count(),
        classes=len(classes),
        regions=members.exclude(region="").count(),
        groups=members.exclude(group="").count(),
        seats=Seat.objects.filter(member__in=members).values("member").distinct().count(),
        suspensions=VoteSuspension.objects.filter(member__in=members).values("member").distinct().count(),
    )


def _keep(body: Body, settings: BodySettings) -> None:
    body.settings = settings.model_dump(mode="json")
    body.save(update_fields=["name", "settings"])
