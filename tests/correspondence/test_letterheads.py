"""The head of letters: set by the secretariat, drawn anew, and the same for ever on what went out under it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from django.db import DatabaseError, transaction
from PIL import Image

from hemicycle.consultations.keyed_rows import seen_of
from hemicycle.consultations.languages import LANGUAGES
from hemicycle.consultations.models import Consultation
from hemicycle.consultations.settings import settings_of
from hemicycle.correspondence import emblems, letter_queries
from hemicycle.correspondence.actions import letterheads, letters
from hemicycle.correspondence.actions.correcting import Correction, correct
from hemicycle.correspondence.actions.letterheads import Heading
from hemicycle.correspondence.actions.letters import Head
from hemicycle.correspondence.models import Letter, Letterhead
from hemicycle.correspondence.particulars import Particulars
from hemicycle.journal.models import Entry
from hemicycle.journal.record import Performer
from hemicycle.people.actions import classes
from hemicycle.people.uploads import JPEG, PDF, PNG, Looked, store
from hemicycle.rules.versions import Change
from tests.correspondence.conftest import NOW
from tests.correspondence.test_letters import HEAD, begun, code, reached, secretariat, send, written

if TYPE_CHECKING:
    from pathlib import Path

    from pytest_django import Settings

    from tests.factories import World

__all__ = ["reached", "secretariat"]

#: The head is not given in each language.
AS_IT_IS = {language: language for language in LANGUAGES}
BODY = {"en": "A Union", "ar": "اتحاد"}
PARTICULARS = Particulars(
    {"en": "General Secretariat"}, {"en": "Ms. B"}, "+41 22 730 6266", "+41 22 733 7256", "b@gov.example",
    {"en": "The Chair\nThe Bureau"}, original_signed=True,
)  # fmt: skip


def picture(size: tuple[int, int] = (40, 20), kind: str = "PNG") -> bytes:
    content = BytesIO()
    Image.new("RGB", size, "#0a5ea8").save(content, kind, **({"comment": b"secret"} if kind == "JPEG" else {}))
    return content.getvalue()


@pytest.fixture
def kept(settings: Settings, tmp_path: Path) -> None:
    settings.STORAGES["uploads"]["OPTIONS"]["location"] = tmp_path / "uploads"


def test_letters_go_out_under_the_head_in_use_and_keep_it(reached: World, secretariat: Performer) -> None:
    first = letterheads.set_up(reached.consultation.pk, secretariat, NOW, Heading(BODY, place={"en": " Geneva "}))
    entry = Entry.objects.latest("pk")
    assert (entry.act, entry.place, entry.data["body"]) == ("consultation.edit", f"letterhead:{first.pk}", BODY)
    assert first.place == {"en": "Geneva"}
    made = written(reached, secretariat)
    assert made.letterhead is None
    assert letter_queries.letterhead_of(made) == first
    row = send(made, secretariat, stand_ins=AS_IT_IS)
    assert row.letterhead == first
    second = letterheads.set_up(reached.consultation.pk, secretariat, NOW, Heading({"en": "Another"}))
    assert letter_queries.letterhead_of(letter_queries.whole().get(pk=row.pk)) == first
    assert letter_queries.letterhead_in_use(reached.consultation) == second


def test_a_letter_goes_on_naming_the_classes_as_on_the_day_it_went(reached: World, secretariat: Performer) -> None:
    consultation, draft = reached.consultation, written(reached, secretariat)
    consultation.refresh_from_db()  # as the database writes it
    kept = settings_of(consultation.settings).classes
    named = [dict(one.addressed or one.one)["en"] for one in kept if one.key in draft.addressed]
    row = send(draft, secretariat)
    assert named
    assert letter_queries.addressed_as(letter_queries.whole().get(pk=row.pk), "en") == named
    for one in kept:
        new = one.model_copy(update={"one": {"en": "Party"}, "addressed": {"en": "The Parties"}, "many": {}})
        classes.CLASSES.change(consultation.pk, secretariat, NOW, new, seen=seen_of(one))
    assert letter_queries.addressed_as(letter_queries.whole().get(pk=row.pk), "en") == named
    later = letter_queries.usual(Consultation.objects.get(pk=consultation.pk), NOW.date())
    assert letter_queries.addressed_as(later, "en") == ["The Parties"] * len(named)


def test_what_went_out_before_there_was_a_head_gets_none(reached: World, secretariat: Performer) -> None:
    row = send(written(reached, secretariat), secretariat)
    letterheads.set_up(reached.consultation.pk, secretariat, NOW, Heading(BODY))
    assert letter_queries.letterhead_of(row) is None


@pytest.mark.django_db(transaction=True)
def test_rule_20_a_head_never_changes(world: World, secretariat: Performer) -> None:
    made = letterheads.set_up(world.consultation.pk, secretariat, NOW, Heading(BODY))
    with pytest.raises(DatabaseError), transaction.atomic():
        Letterhead.objects.filter(pk=made.pk).update(body={"en": "Forged"})


def test_only_the_secretariat_sets_it(world: World) -> None:
    for name in ("br", "chair", "technician"):
        by = Performer(world[name].person)
        assert code(lambda by=by: letterheads.set_up(world.consultation.pk, by, NOW, Heading(BODY))) == "not_permitted"  # type: ignore[misc]
    assert not Letterhead.objects.exists()


@pytest.mark.usefixtures("kept")
def test_an_emblem_says_what_it_shows_and_stays_until_another_one_comes(world: World, secretariat: Performer) -> None:
    key, person = world.consultation.pk, world["secretariat"].person
    upload = store(emblems.drawn(Looked(picture(), "e.png", PNG)), "emblem.png", PNG, person, NOW)
    assert (
        code(lambda: letterheads.set_up(key, secretariat, NOW, Heading(BODY, emblem=upload))) == "emblem_without_words"
    )
    words = {"en": "A hemicycle"}
    letterheads.set_up(key, secretariat, NOW, Heading(BODY, emblem=upload, emblem_words=words))
    again = letterheads.set_up(key, secretariat, NOW, Heading({"en": "B"}, emblem_words=words))
    assert (again.emblem, again.emblem_words) == (upload, words)
    without = letterheads.set_up(key, secretariat, NOW, Heading(BODY, emblem_words=words, without_emblem=True))
    assert (without.emblem, without.emblem_words) == (None, {})


def test_an_emblem_is_drawn_anew_small_and_without_what_else_its_file_held() -> None:
    content = picture((3000, 1200), "JPEG")
    assert b"secret" in content
    made = emblems.drawn(Looked(content, "e.jpeg", JPEG))
    with Image.open(BytesIO(made)) as seen:
        assert (seen.format, seen.size) == ("PNG", (900, 360))
    assert b"secret" not in made


@pytest.mark.parametrize(
    ("content", "media_type", "why"),
    [
        (b"%PDF-1.7", PDF, "emblem_not_a_picture"),
        (picture()[:40], PNG, "emblem_not_a_picture"),
        (picture((4001, 2)), PNG, "emblem_too_large"),
    ],
)
def test_what_cannot_be_drawn_is_refused(content: bytes, media_type: str, why: str) -> None:
    assert code(lambda: emblems.drawn(Looked(content, "e", media_type))) == why


def test_the_next_letter_and_a_correction_begin_with_the_particulars_of_the_last(
    reached: World, secretariat: Performer
) -> None:
    head = replace(HEAD, particulars=PARTICULARS)
    made = written(reached, secretariat, head=head)
    assert Particulars.of(Letter.objects.get(pk=made.pk)) == PARTICULARS
    assert Particulars.of(letter_queries.usual(reached.consultation, NOW.date())) == PARTICULARS
    row = send(made, secretariat, stand_ins=AS_IT_IS)
    correction = Correction(Change.CORRIGENDUM, {"en": "The date"}, NOW.date())
    assert Particulars.of(correct(row, secretariat, NOW + timedelta(days=1), correction)) == PARTICULARS


def test_particulars_that_cannot_be_kept_are_refused(world: World, secretariat: Performer) -> None:
    made = begun(world, secretariat)
    for wrong, why in (
        (Particulars(email="nobody"), "letter_email"),
        (Particulars(contact={"en": "x" * 201}), "text_too_long"),
        (Particulars(phone="1" * 41), "text_too_long"),
        (Particulars(copies={"fr": "x" * 1001}), "text_too_long"),
    ):
        head = Head(HEAD.series, HEAD.number, HEAD.dated, particulars=wrong)
        assert code(lambda head=head: letters.edit(made, secretariat, NOW, head)) == why  # type: ignore[misc]
