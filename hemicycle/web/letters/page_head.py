"""What stands at the head of each page: the body whose page it is, with its emblem, or the product."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.urls import reverse

from hemicycle.consultations.languages import localized
from hemicycle.consultations.models import Consultation
from hemicycle.consultations.queries import PRODUCT, if_there, only_body
from hemicycle.correspondence.letter_queries import emblem_of
from hemicycle.web.access import visits
from hemicycle.web.desk.access import consultation_of

if TYPE_CHECKING:
    from django.http import HttpRequest

_KEPT: Final = "head_of_page"


@dataclass(frozen=True)
class PageHead:
    """A name with its emblem.

    Attributes:
        emblem: The address of the picture; empty where there is none.
        trial: It is of a consultation that is a trial.
    """

    name: str
    emblem: str = ""
    trial: bool = False


def page_head(request: HttpRequest) -> PageHead:
    """The body of the consultation that a page is of. Elsewhere that of the installation, where it is the only one.

    A page that was refused names no consultation: who may not see it learns nothing of it.
    """
    kept: PageHead | None = getattr(request, _KEPT, None)
    if kept is None:
        kept = _page_head(request)
        setattr(request, _KEPT, kept)
    return kept


def _page_head(request: HttpRequest) -> PageHead:
    consultation = _consultation(request)
    body = consultation.body if consultation else only_body()
    if body is None:
        return PageHead(PRODUCT)
    digest = emblem_of(body.pk, consultation.pk if consultation else None)
    emblem = reverse("emblem", args=[digest]) if digest else ""
    return PageHead(localized(body.name), emblem, trial=consultation is not None and consultation.trial)


def _consultation(request: HttpRequest) -> Consultation | None:
    visit, match = visits.of(request), request.resolver_match
    found = visit if isinstance(visit, Consultation) else consultation_of(visit)
    if found is None and visit is not None and match is not None and "slug" in match.kwargs:
        return if_there(match.kwargs["slug"])
    return found
