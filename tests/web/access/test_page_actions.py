"""What is sent to a page: checked, done or refused, and answered."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

import pytest
from django import forms
from django.core.exceptions import BadRequest
from django.http import Http404, HttpResponse

from hemicycle.mail.reasons import MailCode
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Reason, Refusal
from hemicycle.web.access.page_actions import Done, PageAction, registered, run, sent

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest
    from django.test import RequestFactory

    from hemicycle.web.access.page_actions import Again


class DayForm(forms.Form):
    day = forms.DateField()


def day_form(_visit: str, request: HttpRequest | None) -> DayForm:
    return DayForm(request.POST if request else None)


def answered(request: HttpRequest, came: Callable[[], str | Done | HttpResponse]) -> tuple[HttpResponse, list[Again]]:
    again: list[Again] = []

    def show(refused: Again) -> HttpResponse:
        again.append(refused)
        return HttpResponse(status=refused.status)

    action = PageAction("set", Action.PLAN_EDIT, lambda _visit, _request, _form: came(), day_form)
    return run(request, "visit", action, then="/then/", again=show), again


def test_it_goes_where_the_action_says_or_the_page(rf: RequestFactory) -> None:
    request = rf.post("/", {"day": "2020-06-09"})
    assert answered(request, str)[0].headers["Location"] == "/then/"
    assert answered(request, lambda: Done(then="/there/"))[0].headers["Location"] == "/there/"


def test_an_answer_of_its_own_is_given_as_it_is(rf: RequestFactory) -> None:
    preview = HttpResponse(b"preview")
    response, again = answered(rf.post("/", {"day": "2020-06-09"}), lambda: preview)
    assert response is preview
    assert not again


def test_a_form_that_is_not_valid_is_not_done(rf: RequestFactory) -> None:
    def do() -> str:
        raise AssertionError("done")

    response, again = answered(rf.post("/", {"day": "soon"}), do)
    assert (response.status_code, again[0].reason) == (HTTPStatus.UNPROCESSABLE_ENTITY, None)
    assert again[0].form is not None
    assert "day" in again[0].form.errors


def test_a_refusal_keeps_what_was_typed(rf: RequestFactory) -> None:
    def refuse() -> str:
        raise Refusal(MailCode.NO_SUCH_LINK)

    response, again = answered(rf.post("/", {"day": "2020-06-09"}), refuse)
    assert response.status_code == HTTPStatus.CONFLICT
    assert (again[0].action, again[0].reason) == ("set", Reason(MailCode.NO_SUCH_LINK))
    assert again[0].form is not None
    assert again[0].form.data["day"] == "2020-06-09"


def test_what_no_form_sends_is_answered_as_the_page_wants(rf: RequestFactory) -> None:
    action = PageAction[str]("set", Action.PLAN_EDIT, lambda _visit, _request, _form: "")
    actions = registered(action)
    assert sent(rf.post("/", {"act": "set"}), actions) is action
    assert sent(rf.post("/"), actions, otherwise="set") is action
    with pytest.raises(BadRequest):
        sent(rf.post("/", {"act": "other"}), actions)
    with pytest.raises(Http404):
        sent(rf.post("/", {"step": "other"}), actions, field="step", unknown=Http404)


def test_a_page_has_an_action_once() -> None:
    action = PageAction[str]("set", Action.PLAN_EDIT, lambda _visit, _request, _form: "")
    with pytest.raises(ValueError, match="twice"):
        registered(action, action)
