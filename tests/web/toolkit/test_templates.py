"""What a template asks for, and is not there."""

from __future__ import annotations

import pytest
from django.template import VariableDoesNotExist

from hemicycle.web.toolkit.tables import Filter
from tests.support.templates import miss


@pytest.mark.parametrize(("asked", "said"), [(Filter("list", "List", [], ""), "Filter has no nothing"), ({}, "")])
def test_an_attribute_that_an_object_of_ours_does_not_have_is_told_from_a_key_that_may_be_missing(
    asked: object, said: str
) -> None:
    assert miss(VariableDoesNotExist("no %r in %r", ("nothing", asked))) == said
