"""A consultation words our texts itself: checked, on record, and sent in the place of ours."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from hemicycle.correspondence import templates
from hemicycle.correspondence.actions import letters
from hemicycle.correspondence.actions.letters import Head
from hemicycle.correspondence.letter_queries import whole
from hemicycle.correspondence.missing_languages import Lacks, gaps
from hemicycle.journal.models import Entry
from hemicycle.journal.record import Performer
from hemicycle.mail import editing_texts, notices
from hemicycle.mail.editing_texts import Written
from hemicycle.mail.models import Mailing, OwnText
from hemicycle.mail.own_texts import EDITABLE, LETTERS, Words, defaults, digest, in_use, older, own_texts, worded
from hemicycle.mail.placeholders import faults
from hemicycle.people.changes import consultation_copied
from tests.factories import START, make_world
from tests.support.mail import code

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import datetime

    from tests.factories import World

OURS = "withdrawn"
FRENCH = Words("Retrait : {consultation}", "Bonjour {name},\n\nvotre inscription est retirée. {words}")


def edit(
    world: World,
    words: Mapping[str, Words],
    *,
    name: str = OURS,
    by: str = "secretariat",
    seen: str = "",
    at: datetime = START,
    checked: Collection[str] = (),
) -> None:
    seen = seen or digest(own_texts(world.consultation, name))
    performer = Performer(world[by].person)
    editing_texts.edit(world.consultation.pk, performer, at, name, Written(words, seen, checked))


def test_only_what_differs_is_kept_with_who_wrote_it(world: World) -> None:
    ours = defaults(OURS)
    edit(world, {**ours, "fr": FRENCH})
    (row,) = OwnText.objects.all()
    assert (row.language, row.subject, row.body) == ("fr", *FRENCH)
    assert (row.changed_by, row.changed_at) == (world["secretariat"].person, START)
    entry = Entry.objects.latest("pk")
    assert (entry.act, entry.place) == ("consultation.edit", f"consultation:{world.consultation.pk}")
    assert entry.data["text"] == OURS
    assert entry.data["changed"] == {"fr": [None, list(FRENCH)]}


def test_a_language_that_is_ours_again_or_empty_keeps_nothing(world: World) -> None:
    english = Words("Withdrawn", "Dear {name}")
    edit(world, {"fr": FRENCH, "en": english})
    edit(world, {"fr": defaults(OURS)["fr"], "en": Words("", "")})
    assert not OwnText.objects.exists()
    assert Entry.objects.latest("pk").data["changed"] == {"fr": [list(FRENCH), None], "en": [list(english), None]}


def test_what_changes_nothing_is_no_act(world: World) -> None:
    edit(world, defaults(OURS))
    assert not Entry.objects.exists()


def test_every_language_goes_back_to_ours_in_one_act(world: World) -> None:
    edit(world, {"fr": FRENCH, "en": Words("Withdrawn", "Dear {name}")})
    by = Performer(world["secretariat"].person)
    assert set(editing_texts.restore(world.consultation.pk, by, START, OURS)) == {"fr", "en"}
    assert in_use(world.consultation, OURS) == defaults(OURS)
    assert Entry.objects.latest("pk").data["did"] == "restored"
    assert editing_texts.restore(world.consultation.pk, by, START, OURS) == []


def test_a_placeholder_that_is_unknown_missing_or_broken_is_named() -> None:
    known, required = ("name", "link"), ("link",)
    (unknown,) = faults("For {nmae}", "See {link} {x}", known, required)
    assert unknown.facts == {"names": ["{nmae}", "{x}"], "known": ["link", "name"]}
    (missing,) = faults("For {name}", "See", known, required)
    assert (missing.code, missing.facts["names"]) == ("text_placeholder_missing", ["{link}"])
    (broken,) = faults("For name}", "See {link} {name", known, required)
    assert (broken.code, broken.facts["quoted"]) == ("text_brace_alone", "For name} … {name")
    assert not faults("For {name}", "See {link}", known, required)


def test_nothing_is_kept_of_a_text_that_cannot_go_out(world: World) -> None:
    for words, why in (
        (Words("Withdrawn", "Dear {nmae}"), "mail_placeholder_unknown"),
        (Words("Withdrawn", "Dear {name"), "text_brace_alone"),
        (Words("Withdrawn", ""), "text_half_written"),
        (Words("x" * 201, "Dear {name}"), "mail_too_long"),
    ):
        assert code(lambda words=words: edit(world, {"fr": FRENCH, "en": words})) == why  # type: ignore[misc]
    assert code(lambda: edit(world, {"en": Words("Your link", "Dear {name}")}, name="enter_link")) == (
        "text_placeholder_missing"
    )
    assert not OwnText.objects.exists()
    assert not Entry.objects.exists()


def test_a_link_that_signs_in_is_in_no_mail_that_is_not_meant_to(world: World) -> None:
    assert code(lambda: edit(world, {"en": Words("Refused", "{words} {link}")}, name="refused")) == (
        "mail_placeholder_unknown"
    )


def test_only_the_secretariat_words_texts(world: World) -> None:
    assert code(lambda: edit(world, {"fr": FRENCH}, by="chair")) == "not_permitted"


def test_the_second_of_two_writers_is_told(world: World) -> None:
    began = digest(own_texts(world.consultation, OURS))
    edit(world, {"fr": FRENCH}, seen=began)
    other = Words("Autre", "Bonjour {name}")
    assert code(lambda: edit(world, {"fr": other}, seen=began)) == "text_changed_meanwhile"
    assert OwnText.objects.get().subject == FRENCH.subject


def test_a_mail_has_the_consultations_words_in_its_language_and_ours_in_the_others(world: World) -> None:
    edit(world, {"fr": FRENCH})
    for name, language in (("br", "fr"), ("jp", "es")):
        world[name].person.language = language
        world[name].person.save()
        notices.notify(world[name], OURS, timezone.now())
    french, spanish = Mailing.objects.order_by("pk")
    assert (french.subject["fr"], french.body["fr"]) == FRENCH
    assert spanish.body["es"] == defaults(OURS)["es"].body
    other = make_world(slug="other").consultation
    assert worded(other, OURS)[0]["fr"] == defaults(OURS)["fr"].subject


def test_words_that_can_no_longer_be_filled_in_are_passed_over(world: World) -> None:
    OwnText.objects.create(
        consultation=world.consultation, name=OURS, language="fr", subject="{gone}", body="x", changed_at=START
    )
    assert in_use(world.consultation, OURS)["fr"] == defaults(OURS)["fr"]


def test_a_letter_begins_with_the_consultations_words(world: World) -> None:
    name = templates.own_name("items")
    words = Words("Points", "Répondez avant le {deadline}.")
    edit(world, {"fr": words}, name=name)
    texts = templates.worded("items", world.consultation)
    assert texts["fr"] == words
    assert texts["es"] == templates.worded("items")["es"]
    assert code(lambda: edit(world, {"fr": Words("Points", "Répondez.")}, name=name)) == "text_placeholder_missing"


def test_every_text_of_ours_is_sound_by_the_same_check() -> None:
    assert LETTERS
    for name, text in EDITABLE.items():
        for language, words in defaults(name).items():
            assert not faults(*words, text.known, text.required), (name, language)


def test_a_copy_of_a_consultation_has_its_texts(world: World) -> None:
    edit(world, {"fr": FRENCH})
    made = make_world(slug="other").consultation
    consultation_copied.send(sender=type(made), source=world.consultation, made=made)
    assert in_use(made, OURS)["fr"] == FRENCH
    edit(world, {"fr": defaults(OURS)["fr"]})
    assert in_use(made, OURS)["fr"] == FRENCH, "it is its own from then on"


ENGLISH = Words("Withdrawn", "Dear {name},\n\nyour registration is withdrawn. {words}")


def test_a_translation_is_older_until_it_is_written_or_looked_at_again(world: World) -> None:
    others = {code for code in world.consultation.languages.documents if code != "en"}
    edit(world, {"fr": FRENCH})
    assert older(world.consultation) == {}, (
        "the English one is the default text, of which the other ones are translations"
    )
    edit(world, {"en": ENGLISH}, at=START + timedelta(hours=1))
    assert set(older(world.consultation)[OURS]) == others, "our own translations, too, say something else"
    edit(world, {"fr": FRENCH._replace(subject="Retrait")}, at=START + timedelta(hours=2))
    assert set(older(world.consultation)[OURS]) == others - {"fr"}
    spanish = defaults(OURS)["es"]
    edit(world, {"es": spanish}, at=START + timedelta(hours=3), checked=["es"])
    assert set(older(world.consultation)[OURS]) == others - {"fr", "es"}
    assert Entry.objects.latest("pk").data["checked"] == ["es"]
    edit(world, {"es": spanish}, at=START + timedelta(hours=4))
    assert "es" not in older(world.consultation)[OURS], "what was looked at is not thrown away by the next form"
    edit(world, {"en": ENGLISH._replace(subject="Ended")}, at=START + timedelta(hours=5))
    assert set(older(world.consultation)[OURS]) == others


def test_what_is_written_together_is_of_one_age(world: World) -> None:
    edit(world, {"fr": FRENCH, "en": ENGLISH})
    assert "fr" not in older(world.consultation)[OURS]
    edit(world, {"en": Words("", "")})
    assert older(world.consultation) == {}


def test_a_letter_that_begins_with_an_older_text_has_a_draft_in_that_language(world: World) -> None:
    name = templates.own_name("items")
    words = Words("Items", "Reply by {deadline}.")
    edit(world, {"en": words, "fr": Words("Points", "Répondez avant le {deadline}.")}, name=name)
    states = templates.states_of("items", world.consultation)
    assert (states["en"], states["fr"], states["es"]) == ("checked", "checked", "draft")
    head = Head("DM-20", 1, START.date(), addressed=("council_state",))
    letter = letters.begin(world.consultation.pk, Performer(world["secretariat"].person), START, head, template="items")
    kept = {row.language: row.state for row in letter.texts.all()}
    assert (kept["en"], kept["fr"], kept["es"]) == ("checked", "checked", "draft")
    lacking = {gap.language for gap in gaps(whole().get(pk=letter.pk)) if gap.lacks is Lacks.TRANSLATION}
    assert lacking == set(world.consultation.languages.documents) - {"en", "fr"}
