"""The demonstration has a glossary, in every language of its consultation."""

from __future__ import annotations

import pytest
from django.utils import timezone

from hemicycle.agenda.models import GlossaryEntry
from hemicycle.consultations.models import Consultation
from hemicycle.ops.seed import load
from hemicycle.ops.seed.glossary import demonstration_glossary

pytestmark = pytest.mark.django_db


def test_the_glossary_is_made_once_and_has_each_term_in_each_language() -> None:
    load()
    consultation = Consultation.objects.get()
    made = demonstration_glossary(consultation, timezone.now())
    assert made == GlossaryEntry.objects.count() > 0
    assert demonstration_glossary(consultation, timezone.now()) == 0
    spoken = set(consultation.languages.documents)
    assert [entry.number for entry in GlossaryEntry.objects.all() if set(entry.terms) != spoken] == []
    assert GlossaryEntry.objects.exclude(items=None).filter(items__position__gt=0).exists(), "some belong to an item"
