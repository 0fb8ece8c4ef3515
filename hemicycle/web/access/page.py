"""A page: what it requires of the person who opens it, stated once at its view, and checked before the view runs."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, Any, Concatenate, Generic, ParamSpec, TypeVar

from django.views.decorators.http import require_http_methods

from hemicycle.people.access import Requirement, requires
from hemicycle.web.access import narrower_role, visits
from hemicycle.web.access.signing_in_first import signed_in

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from django.http import HttpRequest, HttpResponse
    from django.http.response import HttpResponseBase

    from hemicycle.people.access import Required

    View = Callable[..., HttpResponseBase]

Visit = TypeVar("Visit")
Arguments = ParamSpec("Arguments")

READ = ("GET", "HEAD")
FORM = ("GET", "HEAD", "POST")
SEND = ("POST",)


class PageRefused(Exception, ABC):
    """Somebody may not open a page, and is told so by a page of its own rather than by the common one."""

    @abstractmethod
    def response(self, request: HttpRequest) -> HttpResponse:
        """The page that says so, with its status."""


@dataclass(frozen=True)
class Permission(Generic[Visit]):
    """What a page requires, and how that is checked.

    Attributes:
        requires: As the page of permissions shows it, and as the tests hold it against the table.
        check: Given the request and the arguments of the address: takes from them those that it needs, and returns
            who is there and what they look at, which the view gets in their place.
        to_send: What sending something to the page requires, where that is more than to read it.

    ``check`` raises ``Http404``, ``PermissionDenied`` or ``PageRefused``. What it returns may raise the same where it
    reads only when the view asks for it.
    """

    requires: Required
    check: Callable[[HttpRequest, dict[str, Any]], Visit]
    to_send: Required | None = None

    def asked_by(self, request: HttpRequest) -> Required:
        """What this request needs: more, where it sends something."""
        return self.to_send if self.to_send is not None and request.method == "POST" else self.requires


def page(
    permission: Permission[Visit], methods: Sequence[str] = READ
) -> Callable[
    [Callable[Concatenate[HttpRequest, Visit, Arguments], HttpResponseBase]], Callable[..., HttpResponseBase]
]:
    """Make a view of a function that gets the request, what the permission's check returned, and the other arguments.

    In this order: signing in, where the permission needs it; the method; the check; the view.
    """

    def decorate(
        view: Callable[Concatenate[HttpRequest, Visit, Arguments], HttpResponseBase],
    ) -> View:
        @wraps(view)
        def checked(request: HttpRequest, **arguments: Any) -> HttpResponseBase:
            try:
                visit = permission.check(request, arguments)
                visits.keep(request, visit)
                narrower_role.note(request, visit)
                answer = view(request, visit, **arguments)  # type: ignore[call-arg]  # what is left of the address
                return narrower_role.locked(request, visit, answer)
            except PageRefused as refused:
                return refused.response(request)

        opened: View = require_http_methods(list(methods))(checked)
        if permission.requires is not Requirement.NOBODY:
            opened = signed_in(opened)
        return requires(permission.requires, to_send=permission.to_send)(opened)

    return decorate
