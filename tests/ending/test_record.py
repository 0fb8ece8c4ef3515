"""The record of an export has every act of its consultation, wherever the journal says that it happened."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from hemicycle.consultations.list_order import ListOrder
from hemicycle.consultations.models import Consultation
from hemicycle.ending.record import disagreement
from hemicycle.journal.record import Performer, record
from hemicycle.mail import editing_texts
from hemicycle.mail.editing_texts import Written
from hemicycle.mail.own_texts import Words, digest
from hemicycle.people.actions import bodies
from tests.ending.exports import contents, exported
from tests.factories import START, a_body, make_world

if TYPE_CHECKING:
    from tests.factories import World


def test_what_was_done_to_texts_to_many_registrations_and_to_the_body_is_in_the_record(world: World) -> None:
    key, performer = world.consultation.pk, Performer(world["secretariat"].person)
    other = make_world(slug="other", body=a_body("other"))
    for consultation, person in ((key, performer), (other.consultation.pk, Performer(other["secretariat"].person))):
        texts = {"en": Words("Withdrawn", "Dear {name}")}
        editing_texts.edit(consultation, person, START, "withdrawn", Written(texts, digest({})))
        record(person, "consultation.edit", "list:urgent", START, {"before": 1}, capacity="secretariat")
        many = record(person, "registration.confirm", f"registrations:{consultation}", START, {"count": 2})
        record(person, "registration.undo", f"entry:{many.pk}", START, {"undoes": "registration.confirm"})
        seen = bodies.seen_of(Consultation.objects.get(pk=consultation).body)
        bodies.change_order(consultation, person, START, ListOrder(places=True), seen=seen)
    own = [f"consultation:{key}", "list:urgent", f"registrations:{key}", "entry", f"body:{world.consultation.body_id}"]
    lines = contents(exported(world))["record/1/journal.jsonl"].decode()
    entries = [row["entry"] for row in map(json.loads, lines.splitlines()) if "entry" in row]
    places = [entry["place"] for entry in entries]
    assert [place.split(":")[0] if place.startswith("entry:") else place for place in places] == own
    assert disagreement(lines) == 0
