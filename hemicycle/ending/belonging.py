"""What belongs to a consultation: which rows of which models an export has, and how one is told from another.

It is read from the models' own fields. What is said here are the exceptions; ``tests/ending/test_belonging.py`` holds
that every model is one or the other.
"""

from __future__ import annotations

import secrets
from functools import cache
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.contrib.auth.hashers import make_password

from hemicycle.consultations.models import Consultation
from hemicycle.people.personal_data import our_models

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.db import models

    Model = type[models.Model]

#: Rows that several consultations share, and what tells one of them from another wherever it is. An export has those
#: that something in it points to; an import joins them with those that are there, which stay as they are.
SHARED: dict[str, tuple[str, ...]] = {
    "consultations.Body": ("slug",),
    "people.Member": ("body", "code"),
    "people.Person": ("email",),
}
#: What is kept of a Member, by the same. It comes with a Member that is new; a contact that is pointed to, in any case.
OF_MEMBERS: dict[str, tuple[str, ...]] = {
    "people.MemberName": ("member", "language", "since"),
    "people.Seat": ("member", "start"),
    "people.VoteSuspension": ("member", "start"),
    "people.Contact": ("member", "email"),
}
#: Files: those that something points to.
UPLOADS = "people.Upload"
#: What an export does not have, and why.
LEFT_OUT: dict[str, str] = {
    "journal.Entry": "it is in the record",
    "journal.Erasure": "the record says it",
    "journal.Origin": "network addresses are deleted after some weeks, and are nobody else's",
    "journal.Seal": "it is in the record",
    "journal.SignedHead": "it is in the record",
    "journal.SigningKey": "it is in the record",
    "contributions.ContributionDraft": "nobody has submitted it, and its delegation alone has seen it",
    "correspondence.Draft": "nobody has submitted it, and nobody else has seen it",
    "correspondence.ReplyNotice": "mail that is still to be worded",
    "documents.DocumentReader": "what somebody has seen here, and a feed that opens this installation",
    "documents.SearchText": "it is read from the files",
    "mail.PersonalLink": "it opens this installation",
    "sittings.LastAct": "it can be undone for some seconds",
    "sittings.RoomPass": "it belongs to a session of this installation",
    "sittings.Publication": "what the media engine carries at this moment",
    "live.CommandReceipt": "it lasts for as long as a command may be repeated",
    "live.PushEnd": "it belongs to the engine of this installation",
    "live.EngineRoom": "it belongs to the engine of this installation",
    "people.Administrator": "they are of the installation",
    "people.AdministratorLink": "it opens this installation",
    "ops.SharedCount": "it is of the installation",
    "ending.DeletionRequest": "it asks something of this installation",
    "ending.Export": "it is an export itself",
    "ending.KeptRecord": "it is in the record",
}
#: Fields that an export does not have, for they open something or are seen by nobody; what an import puts there.
MADE_ANEW: dict[str, Callable[[], object]] = {
    "people.Person.password": lambda: make_password(None),
    "people.Person.last_login": lambda: None,
    "people.Upload.file": lambda: "",  # the file itself is beside the tables
    "mail.Delivery.token": lambda: secrets.token_hex(16),
    "support.ConnectionTest.room": lambda: "",  # of the media engine here, where another test has one of this name
}
#: Names in keys and in places of the record that are not the model's own.
_NAMES = {"people.FocalPoint": "focal_point", "agenda.AgendaPublication": "publication"}


def label(model: Model) -> str:
    """``people.Member``."""
    return model._meta.label


def name(model: Model) -> str:
    """What its rows are called in keys: ``sitting``, as in ``sitting:3``."""
    return _NAMES.get(label(model), str(model._meta.model_name))


def file_name(model: Model) -> str:
    """Its file in an export: ``tables/people.Member.json``."""
    return f"tables/{label(model)}.json"


@cache
def way(model: Model) -> str:
    """The way from a row to its consultation, as in a query; empty where it has none of its own."""
    found = [""]
    for field in model._meta.local_fields:
        target: Any = field.related_model
        if not field.is_relation or field.null or target is model or label(target) in {*SHARED, *OF_MEMBERS, UPLOADS}:
            continue
        if target is Consultation:
            found.append(field.name)
        elif label(target).partition(".")[0] in _ours() and (inner := way(target)):
            found.append(f"{field.name}__{inner}")
    ways = sorted(filter(None, found), key=lambda path: (path.count("__"), path))
    return ways[0] if ways else ""


@cache
def _ours() -> frozenset[str]:
    return frozenset(model._meta.app_label for model in our_models())


@cache
def own() -> tuple[Model, ...]:
    """The models whose rows belong to one consultation, itself the first, in the order of their names."""
    left = {*LEFT_OUT, *SHARED, *OF_MEMBERS, UPLOADS}
    found = sorted((model for model in our_models() if label(model) not in left and way(model)), key=label)
    return (Consultation, *found)


@cache
def exported() -> tuple[Model, ...]:
    """Every model of which an export has rows."""
    shared = (*SHARED, *OF_MEMBERS, UPLOADS)
    return (*own(), *(apps.get_model(one) for one in sorted(shared)))


def fields_of(model: Model) -> list[models.Field[Any, Any]]:
    """The fields of a row that an export has, without its key."""
    return [
        field
        for field in [*model._meta.local_fields, *model._meta.local_many_to_many]
        if not field.primary_key and f"{label(model)}.{field.name}" not in MADE_ANEW
    ]


def natural(model: Model) -> tuple[str, ...]:
    """What tells a row from another wherever it is; empty where only its place in the table does."""
    return SHARED.get(label(model), OF_MEMBERS.get(label(model), ()))
