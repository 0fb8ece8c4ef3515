"""Letters of a consultation in its own languages: three, one, or one that the interface does not have."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hemicycle.correspondence import letter_queries, missing_languages, summaries
from hemicycle.correspondence.attached_summaries import drawn_now
from hemicycle.correspondence.issued import addable, issued
from hemicycle.correspondence.written_in import language_of
from hemicycle.mail import own_texts
from hemicycle.mail.audience import Recipient
from hemicycle.mail.models import Delivery, OwnText
from hemicycle.mail.queueing import languages_of
from hemicycle.web.letters.version import version
from tests.correspondence.conftest import NOW
from tests.correspondence.test_letters import HEAD, begun, code, member, reached, secretariat, send, written

if TYPE_CHECKING:
    from hemicycle.correspondence.actions.letters import Head
    from hemicycle.correspondence.models import Letter
    from hemicycle.journal.record import Performer
    from tests.correspondence.conftest import Asked
    from tests.factories import World

__all__ = ["reached", "secretariat"]


def speaks(world: World, *codes: str, fallback: str = "") -> None:
    world.consultation.settings["languages"] = {"documents": codes, "fallback": fallback}
    world.consultation.save()


def headed(number: int) -> Head:
    return replace(HEAD, number=number)


def whole(letter: Letter) -> Letter:
    return letter_queries.whole().get(pk=letter.pk)


def test_three_languages_three_texts_and_no_choice_for_others(reached: World, secretariat: Performer) -> None:
    speaks(reached, "en", "fr", "es")
    assert {text.language for text in begun(reached, secretariat, "items").texts.all()} == {"en", "fr", "es"}
    member("GH").contacts.update(language="ru")
    made = written(reached, secretariat, ("en", "fr"), head=headed(1006))
    assert [gap.key for gap in missing_languages.gaps(whole(made))] == ["es"]
    row = whole(send(made, secretariat, stand_ins={"es": "fr"}))
    assert row.stand_ins == {"es": "fr"}
    assert (missing_languages.out(row), addable(row)) == (["en", "fr"], ["es"])
    assert set(row.addressed_as) == {"en", "fr", "es"}
    assert issued(row).stand_in("ru") == "en", "who reads in none of them gets what stands in for missing ones"
    assert dict(Delivery.objects.values_list("address", "language"))["gh@gov.example"] == "en"


def test_where_there_is_one_language_nothing_is_to_be_chosen(reached: World, secretariat: Performer) -> None:
    speaks(reached, "en")
    made = written(reached, secretariat, ("en",))
    assert missing_languages.gaps(whole(made)) == []
    assert set(Delivery.objects.values_list("language", flat=True)) == set()
    send(made, secretariat)
    assert set(Delivery.objects.values_list("language", flat=True)) == {"en"}


def test_a_language_without_a_catalogue_begins_empty_and_is_asked_for(reached: World, secretariat: Performer) -> None:
    speaks(reached, "de", "fr", fallback="fr")
    made = begun(reached, secretariat, "items", head=headed(1007))
    assert {text.language for text in made.texts.all()} == {"fr"}
    # The French text is a standard one as it stands, which is checked.
    assert [(gap.key, gap.lacks.value) for gap in missing_languages.gaps(whole(made))] == [
        ("de", "letter"),
        ("fr", "parts"),
    ], "what the lists hold is said in English alone"
    whole_one = written(reached, secretariat, ("de", "fr"), head=headed(1008))
    # Title and classes have no German name.
    row = whole(send(whole_one, secretariat, stand_ins={"de": "de"}))
    german = version(row, "de")
    assert german is not None
    assert (german.language, german.subject) == ("de", "Subject de")
    assert issued(row).stand_in("en") == "fr"
    speaks(reached, "de", "fr", "pt")
    assert issued(whole(row)).stand_in("pt") == "de", "one that came later falls back too"


def test_a_text_in_a_language_that_the_consultation_has_not_is_not_kept(world: World, secretariat: Performer) -> None:
    speaks(world, "en", "fr")
    assert {text.language for text in written(world, secretariat).texts.all()} == {"en", "fr"}


def test_mails_are_worded_in_its_languages(world: World) -> None:
    speaks(world, "de", "fr")
    assert set(own_texts.in_use(world.consultation, "reminder")) == {"fr"}
    OwnText.objects.create(
        consultation=world.consultation,
        name="reminder",
        language="de",
        subject="Erinnerung",
        body="{register_page}",
        changed_at=NOW,
    )
    assert own_texts.in_use(world.consultation, "reminder")["de"].subject == "Erinnerung"
    someone = Recipient("Office", "o@example.org", "ru")
    assert languages_of(world.consultation, [someone]) == {"de"}
    speaks(world, "he")
    assert set(own_texts.in_use(world.consultation, "reminder")) == {"en"}, "rather than nothing"


def test_a_summary_is_drawn_in_its_languages(asked: Asked) -> None:
    speaks(asked.world, "de", "fr")
    asked.enquiry.refresh_from_db()
    assert set(drawn_now(asked.enquiry, NOW)) == {"de", "fr"}
    assert summaries.choices_of(None).names is False


def test_in_which_language_words_may_be_written_goes_by_the_script() -> None:
    assert language_of("שלום", "he") == "he"
    assert language_of("Hello", "he") == ""
    assert language_of("นี่", "th") == "th", "of a script that is not told apart, what was said is believed"


def test_what_is_asked_for_is_missing_until_it_is_there(reached: World, secretariat: Performer) -> None:
    speaks(reached, "en", "fr", "es")
    made = written(reached, secretariat, ("en",))
    assert code(lambda: send(made, secretariat)) == "letter_languages_missing"
