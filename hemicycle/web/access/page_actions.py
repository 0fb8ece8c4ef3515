"""What can be done on a page: each thing registered once, with its name, permission, form and handler, and one runner.

A page's forms name the action that their button sends. The runner checks the form, runs the action, and turns what came
of it into an answer: the next page with a message, or the page again with the reason. Whether somebody may do it is
asked by the page's permission, and once more, under the lock, by the room's own function that the handler calls.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import tzinfo

    from django.http import HttpRequest
    from django.utils.functional import _StrPromise

    from hemicycle.people.access import Required
    from hemicycle.rules.reasons import Reason

Visit = TypeVar("Visit")
AnyAction = TypeVar("AnyAction", bound="PageAction[Any]")

#: The field of a form that names the action.
NAME = "act"


class Checked(Protocol):
    """A form of Django's, or what is checked as one: several of them that are sent together, the lines of a table."""

    def is_valid(self) -> bool:
        """Whether what was sent can be taken; what is wrong with it is kept beside its fields."""


@dataclass(frozen=True)
class Done:
    """What came of an action.

    Attributes:
        message: What its doer is told; empty where the handler has told it, as where there are several messages.
        less: It is less than was asked for: the message warns.
        then: Where they go next; the page that the runner was given, where it is empty.
    """

    message: str = ""
    less: bool = False
    then: str = ""


@dataclass(frozen=True)
class PageAction(Generic[Visit]):
    """One thing that can be done on a page.

    Attributes:
        name: As the button sends it.
        requires: What it needs, an action of the table or to be an administrator, which the room's own function checks
            again.
        run: Does it, given who is there, the request, and the valid form (None, where it has none); returns what its
            doer is told, or an answer of its own where nothing is changed, such as a preview. It raises ``Refusal``
            where it is not done.
        form: Makes the form, empty (no request) or as it was sent.
        label: What the button says.
    """

    name: str
    requires: Required
    run: Callable[[Visit, HttpRequest, Any], str | Done | HttpResponse]
    form: Callable[[Visit, HttpRequest | None], Any] | None = None
    label: str | _StrPromise = ""

    @property
    def action(self) -> Action:
        """The action of the table that it needs.

        Raises:
            TypeError: it needs none, but something else.
        """
        if not isinstance(self.requires, Action):
            raise TypeError(f"{self.name} needs no action of the table")
        return self.requires


@dataclass(frozen=True)
class Again:
    """The page once more, because an action was not done.

    Attributes:
        action: Its name.
        form: What was sent, with its errors, as the action's ``form`` made it; None where the action has none.
        reason: Why it was refused; None where the form is not valid.
    """

    action: str
    form: Any
    reason: Reason | None
    status: HTTPStatus


def registered(*actions: AnyAction) -> dict[str, AnyAction]:
    """The actions of a page by their names, each of which it has once."""
    return {action.name: action for action in _once(actions)}


def _once(actions: Iterable[AnyAction]) -> list[AnyAction]:
    every = list(actions)
    names = [action.name for action in every]
    if len(set(names)) != len(names):
        raise ValueError(f"a page has an action twice: {names}")
    return every


def sent(
    request: HttpRequest,
    actions: Mapping[str, AnyAction],
    *,
    field: str = NAME,
    otherwise: str = "",
    unknown: type[Exception] = BadRequest,
) -> AnyAction:
    """The action that a form names.

    Args:
        field: The field of the form that names it.
        otherwise: The action of a form that names none.
        unknown: What is raised where no form of this page sends that.
    """
    try:
        return actions[request.POST.get(field, otherwise)]
    except KeyError as error:
        raise unknown from error


def run(
    request: HttpRequest,
    visit: Visit,
    action: PageAction[Visit],
    *,
    then: str,
    again: Callable[[Again], HttpResponse],
) -> HttpResponse:
    """Do what was sent.

    Args:
        then: Where its doer goes afterwards, unless the action says otherwise.
        again: Shows the page with what is wrong, and with the status that is given.
    """
    form = action.form(visit, request) if action.form is not None else None
    if form is not None and not form.is_valid():
        note_refusal(request)
        return again(Again(action.name, form, None, HTTPStatus.UNPROCESSABLE_ENTITY))
    try:
        came = action.run(visit, request, form)
    except Refusal as refusal:
        note_refusal(request)
        return again(Again(action.name, form, refusal.reason, refusal.reason.status))
    if isinstance(came, HttpResponse):
        return came
    done = came if isinstance(came, Done) else Done(came)
    if done.message:
        (messages.warning if done.less else messages.success)(request, done.message)
    return HttpResponseRedirect(done.then or then)


def note_refusal(request: HttpRequest) -> None:
    """Note that what was sent was not done: whichever page answers says so in its title and has the focus there."""
    request.was_refused = True  # type: ignore[attr-defined]


def was_refused(request: HttpRequest | None) -> bool:
    """Whether what was sent was not done; not, where there is no request."""
    return bool(getattr(request, "was_refused", False))


def show(
    request: HttpRequest,
    template: str,
    context: Mapping[str, Any],
    refused: Again | None,
    words: Callable[[Reason, tzinfo], str],
    zone: tzinfo = UTC,
) -> HttpResponse:
    """A page, or the page again with its status and the reason in words, its ``refusal``: empty where there is none.

    Args:
        words: The room's ``refusal_message``.
        zone: In which it gives moments.
    """
    refusal = words(refused.reason, zone) if refused and refused.reason else ""
    status = refused.status if refused else HTTPStatus.OK
    return render(request, template, {"refusal": refusal, **context}, status=status)


def told_there(request: HttpRequest, then: str, words: Callable[[Reason], str]) -> Callable[[Again], HttpResponse]:
    """For ``run``: whoever was refused goes on to a page, and reads the reason there as a message.

    Args:
        words: The room's ``refusal_message``, with the zone of the consultation.
    """

    def again(refused: Again) -> HttpResponse:
        if refused.reason is not None:
            messages.error(request, words(refused.reason))
        return HttpResponseRedirect(then)

    return again
