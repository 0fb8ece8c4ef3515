"""The seed with its letters: what it says, and an installation that has it already."""

from __future__ import annotations

from datetime import UTC, datetime
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection

from hemicycle.agenda.models import AgendaPublication, Item
from hemicycle.correspondence.models import Annex, Condition, Letter, Reply, ReplyVersion, Summary
from hemicycle.ops import seed
from hemicycle.people.models import FocalPoint, Registration
from tests.support.guards import without_guards

pytestmark = pytest.mark.django_db


def test_it_says_what_it_added_and_adds_nothing_again() -> None:
    assert seed.load() == {
        "consultations": (1, 1),
        "sources of rules": (19, 19),
        "Members": (70, 70),
        "names of Members": (47, 47),
        "seats on the Council": (48, 48),
        "invitations": (70, 70),
        "people": (159, 159),
        "registrations": (159, 159),
        "focal points": (50, 50),
        "documents": (63, 63),
        "items": (67, 67),
        "sittings": (5, 5),
        "letters": (2, 2),
        "enquiries": (2, 2),
        "replies": (77, 77),
        "agendas and time plans": (3, 3),
    }
    said = StringIO()
    call_command("seed", stdout=said)
    assert said.getvalue().splitlines()[2] == "Members: 70 (0 added)"
    assert said.getvalue().count("(0 added)") == 16


def test_an_installation_whose_people_cannot_have_answered_keeps_itself_as_it_is() -> None:
    seed.load()
    for rows in (AgendaPublication.objects, Letter.objects):
        assert rows.exists()
    with without_guards(), connection.cursor() as cursor:
        cursor.execute("delete from agenda_agendapublication")
    Item.objects.update(choice="", choice_by=None)
    Reply.objects.update(counted=None)
    with without_guards():
        for model in (Condition, ReplyVersion, Reply, Summary, Annex, Letter):
            model.objects.all().delete()
    FocalPoint.objects.filter(member__code="JP").delete()
    FocalPoint.objects.filter(member__code="BR").update(start=datetime(2020, 5, 11, tzinfo=UTC))
    delegate = Registration.objects.get(person__email="elena.duarte@ar.example.org").person
    FocalPoint.objects.filter(person=delegate).update(end=datetime(2020, 4, 1, tzinfo=UTC))
    loaded = seed.load()
    assert (loaded["letters"], loaded["replies"]) == ((0, 0), (0, 0))
    FocalPoint.objects.filter(person=delegate).update(end=None)
    assert seed.load()["letters"] == (2, 2), "a focal point of an older version begins in time"
