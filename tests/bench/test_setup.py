"""What ``hemicycle bench setup`` measures with: a consultation whose checklist has everything to say."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from bench import setup
from bench.registered import secretary_of
from hemicycle.agenda.models import Item
from hemicycle.consultations.models import Consultation
from hemicycle.ops import seed
from hemicycle.web.setup.checks import phases


@pytest.mark.django_db
def test_the_checklist_that_is_measured_is_a_full_one() -> None:
    seed.load()
    first, made = Consultation.objects.earliest("pk"), setup.begin(0)
    assert made.classes.ordered == first.classes.ordered
    assert made.languages.documents == (*first.languages.documents, setup.ANOTHER_LANGUAGE)
    Item.objects.bulk_create(
        Item(consultation=made, listing="urgent", number=number, title={"en": f"Item {number}"})
        for number in range(1, 2 * setup.SITTINGS + 1)
    )
    setup.invite_all(made)
    setup.complete(made)
    found = {phase.key: phase.checks for phase in phases(made, timezone.now())}
    missing = {check.title for checks in found.values() for check in checks if check.missing}
    # Every line is there; these are of the language without a catalogue, or have words of what is missing.
    assert missing == {
        "Texts for adoption",
        "Standard wording", "Headings of conditions", "Languages", "Body and sender", "Documents", "Technicians",
        "Time plan",
    }  # fmt: skip
    *sittings, technicians = found["sittings"]
    assert len(sittings) == setup.SITTINGS
    assert {check.words for check in sittings} == {"2 items are planned"}
    assert technicians.title == "Technicians"
    browser = Client()
    browser.force_login(secretary_of(made), backend="allauth.account.auth_backends.AuthenticationBackend")
    assert browser.get(reverse("checklist", args=[made.slug])).status_code == 200


def test_the_limits_stand_beside_the_figures() -> None:
    run = {"seconds": 4.0, "grown_mib": 20.0}
    figures = {name: figure.as_json() for name, figure in setup.figures([run], [run], [90.0], [40.0]).items()}
    limits = {name: (row["limit"]["median"], row["limit"]["unit"]) for name, row in figures.items() if "limit" in row}
    assert limits == {"items_500": (30, "s"), "members_193": (30, "s"), "checklist": (200, "ms")}
