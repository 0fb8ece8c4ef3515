"""A column is as wide as the longest code that it may have to keep."""

from __future__ import annotations

from enum import Enum, StrEnum

import pytest

from hemicycle.agenda.models import Item
from hemicycle.correspondence.models import Reply, ReplyVersion
from hemicycle.fields.widths import length_of, width_of
from hemicycle.journal.models import Entry
from hemicycle.people import retention
from hemicycle.people.actions.persons import SIGNED_UP
from hemicycle.people.models import Registration
from hemicycle.rules import candidates, replies
from hemicycle.rules.admission import RegistrationStatus
from hemicycle.rules.capacity import KEY_LENGTH, Role
from hemicycle.rules.permissions import Action
from hemicycle.sittings.models import Turn


class Longer(StrEnum):
    REGIONAL_ORGANISATION = "regional_organisation"


def test_a_longer_member_widens_the_column() -> None:
    assert width_of(Longer, least=20) == 21
    assert width_of(Role, Longer) == 21
    assert width_of(Longer, least=40) == 40


@pytest.mark.parametrize("model", [Entry, Turn])
def test_every_class_and_role_fits_where_it_is_recorded(model: type[Entry | Turn]) -> None:
    assert max(KEY_LENGTH, *(len(role) for role in Role)) <= length_of(model, "capacity")


def test_every_act_fits_into_the_journal() -> None:
    assert max(len(act) for act in (*Action, SIGNED_UP, retention.ACT)) <= length_of(Entry, "act")


def test_what_has_no_width_has_none_to_read() -> None:
    with pytest.raises(TypeError, match="max_length"):
        length_of(Entry, "data")


@pytest.mark.parametrize(
    ("labelled", "codes"),
    [
        (Registration.RoleChoice, Role),
        (Registration.Status, RegistrationStatus),
        (Reply.StatusChoice, replies.Status),
        (ReplyVersion.ChannelChoice, replies.Channel),
        (Item.Chosen, candidates.Choice),
    ],
)
def test_what_pages_label_is_what_the_rules_know(labelled: type[Enum], codes: type[Enum]) -> None:
    assert [choice.value for choice in labelled] == [code.value for code in codes]
