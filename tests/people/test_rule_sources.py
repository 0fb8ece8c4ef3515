"""The secretariat sets down where the body's own texts say what a rule says; the journal keeps it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hemicycle.consultations.models import Consultation
from hemicycle.consultations.rule_sources import sources_of
from hemicycle.journal.models import Entry
from hemicycle.people.actions.rule_sources import SourceChange, set_source, set_sources
from hemicycle.rules.reasons import Rule
from tests.factories import START, a_body
from tests.support.registrations import as_, code

if TYPE_CHECKING:
    from tests.factories import World


def set_(world: World, who: str = "secretariat", **text: str) -> None:
    set_source(world.consultation.pk, as_(world, who), START, Rule.CANDIDATES, text)


def test_a_source_is_kept_changed_and_taken_away_on_record(world: World) -> None:
    set_(world, en=" DM-20/1005,\x00 annex 4 ", zh="附件4", xx="?", fr=" ")
    first = {"en": "DM-20/1005, annex 4", "zh": "附件4"}
    assert sources_of(world.consultation) == {"14": first}
    set_(world, en="DM-20/1005, annex 4, part 1")
    assert sources_of(world.consultation) == {"14": {"en": "DM-20/1005, annex 4, part 1"}}
    set_(world)
    assert sources_of(world.consultation) == {}
    place, entries = (
        f"consultation:{world.consultation.pk}",
        Entry.objects.filter(act="consultation.edit").order_by("pk"),
    )
    assert list(entries.values_list("place", "data")) == [
        (place, {"rule": 14, "before": {}, "after": first}),
        (place, {"rule": 14, "before": first, "after": {"en": "DM-20/1005, annex 4, part 1"}}),
        (place, {"rule": 14, "before": {"en": "DM-20/1005, annex 4, part 1"}, "after": {}}),
    ]


def test_many_are_kept_in_one_act_and_what_nobody_typed_stays(world: World) -> None:
    set_(world, en="annex 4", fr="annexe 4")
    typed = [
        SourceChange(Rule.CANDIDATES, "en", "annex 4", "annex 5"),
        SourceChange(Rule.CANDIDATES, "zh", "", "附件5"),
        SourceChange(Rule.EXTENSION, "en", "", "annex 6"),
    ]
    assert set_sources(world.consultation.pk, as_(world, "secretariat"), START, typed) == 2
    kept = {"14": {"zh": "附件5", "en": "annex 5", "fr": "annexe 4"}, str(int(Rule.EXTENSION)): {"en": "annex 6"}}
    assert sources_of(world.consultation) == kept
    entry = Entry.objects.filter(act="consultation.edit").latest("pk")
    assert entry.data == {
        "sources": [
            {"rule": 14, "before": {"en": "annex 4", "fr": "annexe 4"}, "after": kept["14"]},
            {"rule": int(Rule.EXTENSION), "before": {}, "after": {"en": "annex 6"}},
        ]
    }
    # Typed by two alike is no conflict; otherwise it is, and nothing of it is kept.
    same, other = (SourceChange(Rule.CANDIDATES, "en", "annex 4", words) for words in ("annex 5", "annex 7"))
    away = SourceChange(Rule.EXTENSION, "en", "annex 6", "")
    assert code(lambda: set_sources(world.consultation.pk, as_(world, "secretariat"), START, [away, other])) == (
        "source_changed_meanwhile"
    )
    assert sources_of(world.consultation) == kept
    set_sources(world.consultation.pk, as_(world, "secretariat"), START, [away, same])
    assert sources_of(world.consultation) == {"14": kept["14"]}


@pytest.mark.parametrize("who", ["chair", "br", "technician", "french"])
def test_nobody_else_sets_it(who: str, world: World) -> None:
    assert code(lambda: set_(world, who, en="x")) == "not_permitted"
    assert sources_of(world.consultation) == {}


def test_another_consultation_has_its_own(world: World) -> None:
    other = Consultation.objects.create(
        body=a_body(), slug="other", title={"en": "Other"}, first_day=START, last_day=START
    )
    set_(world, en="x")
    assert sources_of(other) == {}
