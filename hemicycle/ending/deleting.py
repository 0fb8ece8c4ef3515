"""A consultation that nothing came of is deleted, and so is a trial: one of the secretariat asks, another one confirms.

What is evidence goes with a trial alone: the database looks at the consultation of each row (``journal.guards``).
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import FileField, ForeignKey, ManyToManyField, QuerySet

from hemicycle.agenda.models import AgendaPublication
from hemicycle.consultations.models import Consultation
from hemicycle.correspondence.models import Letter, ReplyVersion
from hemicycle.ending import belonging, queries
from hemicycle.ending.actions import doer
from hemicycle.ending.models import DeletionRequest
from hemicycle.journal.prepared import Prepared
from hemicycle.mail.models import Delivery
from hemicycle.people import retention
from hemicycle.people.act import carry_out
from hemicycle.people.models import Registration, Upload
from hemicycle.people.personal_data import our_models
from hemicycle.rules import ending as rules
from hemicycle.rules.capacity import Role
from hemicycle.rules.ending import Hindrance
from hemicycle.rules.floor import SittingState
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import require
from hemicycle.rules.sitting_kinds import PRACTICE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from django.db.models import Model

    from hemicycle.journal.record import Performer

    Kind = type[Model]

_AT_ONCE = 400
_REQUESTED = Prepared(lambda consultation: DeletionRequest.objects.filter(consultation=consultation), int)


def hindrances(consultation: Consultation) -> list[Hindrance]:
    """What came of it already, so that it is closed and archived, and not deleted; of a trial, nothing counts."""
    if consultation.trial:
        return []
    own = Registration.objects.filter(consultation=consultation, role=Role.SECRETARIAT.value).values("person")
    went_out = [Delivery.State.SENDING, Delivery.State.SENT, Delivery.State.BOUNCED]
    mails = Delivery.objects.filter(mailing__consultation=consultation, state__in=went_out)
    found: dict[Hindrance, QuerySet[Any]] = {
        Hindrance.LETTERS: Letter.objects.filter(consultation=consultation, state=Letter.State.SENT),
        Hindrance.MAILS: mails.exclude(person__in=own),
        Hindrance.REPLIES: ReplyVersion.objects.filter(reply__enquiry__letter__consultation=consultation),
        Hindrance.CONTRIBUTIONS: consultation.contributions.all(),
        Hindrance.DOCUMENTS: consultation.documents.filter(posted_at__isnull=False),
        Hindrance.AGENDA: AgendaPublication.objects.filter(consultation=consultation),
        Hindrance.SITTINGS: consultation.sittings.exclude(state=SittingState.PLANNED.value).exclude(kind__in=PRACTICE),
        Hindrance.PEOPLE: consultation.registrations.exclude(role=Role.SECRETARIAT.value),
    }
    return [what for what, rows in found.items() if rows.exists()]


def contents(consultation: Consultation) -> list[tuple[str, int]]:
    """How many rows would go, by the names of their tables."""
    return [(belonging.label(model), len(keys)) for model, keys in _rows(consultation) if keys]


def asked(consultation: Consultation) -> DeletionRequest | None:
    """Who asked for it, and when, where somebody did."""
    return DeletionRequest.objects.filter(consultation=consultation).select_related("by").first()


def requested_deletion(consultation: Consultation) -> DeletionRequest | None:
    """The same, with no more than the key of who did: read for every page of the desk."""
    return _REQUESTED.first(consultation.pk)


def ask(consultation: int, performer: Performer, at: datetime, typed: str) -> DeletionRequest:
    """Ask for its deletion, by its name as it stands in its addresses.

    Raises:
        Refusal: not this person's to do, another name was typed, something came of it, or it is asked for already.
    """
    with carry_out(consultation, performer, Action.CONSULTATION_DELETE, at) as act:
        row = act.consultation
        already = asked(row) is not None
        require(rules.may_ask_to_delete(typed, row.slug, hindered=bool(hindrances(row)), already=already))
        act.facts.update(what="asked", slug=row.slug)
        return DeletionRequest.objects.create(consultation=row, by=doer(act), at=at)


def take_back(consultation: int, performer: Performer, at: datetime) -> None:
    """Nobody asks for it any more, whoever did.

    Raises:
        Refusal: not this person's to do, or nobody asked.
    """
    with carry_out(consultation, performer, Action.CONSULTATION_DELETE, at) as act:
        row = asked(act.consultation)
        require(rules.may_take_back_deletion(asked=row is not None))
        DeletionRequest.objects.filter(consultation=act.consultation).delete()
        act.facts.update(what="taken_back", slug=act.consultation.slug)


def confirm(consultation: int, performer: Performer, at: datetime) -> dict[str, int]:
    """Delete what another one asked to delete; how many rows, by their tables. The journal stays, and says so.

    Of a trial, personal data goes too, of whoever is in no other consultation but the two who ask and confirm.

    Raises:
        Refusal: not this person's to do, nobody asked, they asked themselves, something came of it since, or a sitting
            of it is under way.
    """
    with carry_out(consultation, performer, Action.CONSULTATION_DELETE, at) as act:
        row, person = act.consultation, act.performer.person
        request = asked(row)
        asker, own = (request.by_id if request else None), (person.pk if person else None)
        under_way = bool(queries.under_way(row))
        require(rules.may_confirm_deletion(asker, own, hindered=bool(hindrances(row)), under_way=under_way))
        counts = dict(contents(row))
        act.facts.update(what="deleted", slug=row.slug, title=row.title, trial=row.trial, rows=counts)
        if row.trial:
            act.facts.update(retention.forget_those_of(row, {asker, own}, at))
        _delete(row)
    return counts


def _rows(consultation: Consultation) -> list[tuple[Kind, list[Any]]]:
    """The keys of all that is of it alone, also of what an export does not have."""
    found: list[tuple[Kind, list[Any]]] = [(Consultation, [consultation.pk])]
    for model in our_models():
        if model is not Consultation and (path := belonging.way(model)) and not _is_shared(model):
            rows: QuerySet[Any] = QuerySet(model=model).filter(**{path: consultation.pk})
            found.append((model, list(rows.values_list("pk", flat=True))))
    return found


def _is_shared(model: Kind) -> bool:
    return belonging.label(model) in {*belonging.SHARED, *belonging.OF_MEMBERS, belonging.UPLOADS}


def _delete(consultation: Consultation) -> None:
    """All at once: rows point to each other in every order, and the database asks at the end of the transaction.

    But those with the longest way to the consultation go first: by that way the database sees that they are of a trial.
    """
    rows = sorted(_rows(consultation), key=lambda row: (row[0] is Consultation, -belonging.way(row[0]).count("__")))
    uploads = {
        key
        for model, keys in rows
        for field in _to_uploads(model)
        for some in _some(keys)
        for key in QuerySet(model=model).filter(pk__in=some).values_list(field, flat=True)
    }
    for model, keys in rows:
        for some in _some(keys):
            _delete_files(model, some)
            for joined in model._meta.local_many_to_many:
                if isinstance(joined, ManyToManyField):
                    through: Any = joined.remote_field.through
                    _raw(through, {f"{joined.m2m_column_name()}__in": some})
            _raw(model, {"pk__in": some})
    for some in _some(sorted(_unused(uploads - {None}))):
        _delete_files(Upload, some)
        _raw(Upload, {"pk__in": some})


def _delete_files(model: Kind, keys: list[Any]) -> None:
    """What rows have in files of their own, once the transaction is done."""
    for field in model._meta.local_fields:
        if isinstance(field, FileField):
            for path in QuerySet(model=model).filter(pk__in=keys).values_list(field.name, flat=True):
                if path:
                    transaction.on_commit(partial(field.storage.delete, path))


def _raw(model: Kind, which: dict[str, Any]) -> None:
    """Without what Django would do for rows that point here: those go too, by themselves."""
    rows: Any = QuerySet(model=model).filter(**which)
    rows._raw_delete(rows.db)  # noqa: SLF001 - Django's own word for it, as its admin of large tables uses


def _some(keys: list[Any]) -> Iterator[list[Any]]:
    for start in range(0, len(keys), _AT_ONCE):
        yield keys[start : start + _AT_ONCE]


def _to_uploads(model: Kind) -> list[str]:
    return [
        field.name
        for field in model._meta.local_fields
        if isinstance(field, ForeignKey) and field.related_model is Upload
    ]


def _unused(uploads: set[int]) -> set[int]:
    """Those that nothing else points to."""
    for model in our_models():
        for name in _to_uploads(model):
            for some in _some(sorted(uploads)):
                points: QuerySet[Any] = QuerySet(model=model).filter(**{f"{name}__in": some})
                uploads = uploads - set(points.values_list(name, flat=True))
    return uploads
