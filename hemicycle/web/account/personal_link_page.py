"""Personal links: a page with one button, for programs that look at mail follow links and press none."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from allauth.account.utils import perform_login
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from hemicycle.consultations.models import Consultation
from hemicycle.journal.address import address_of
from hemicycle.mail.messages import say
from hemicycle.people import links
from hemicycle.people.act import Performer
from hemicycle.rules.reasons import Refusal
from hemicycle.sittings.queries import going_on
from hemicycle.web.access import visitors
from hemicycle.web.account import limited_session
from hemicycle.web.toolkit.keys import key_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from hemicycle.people.models import PersonalLink


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def personal_link(request: HttpRequest, token: str) -> HttpResponse:
    """Say what a link is for; at the button, use it. What is not good offers a new one."""
    link = links.find(token)
    if link is None:
        return render(request, "web/account/personal_link.html", {"state": "unknown"}, status=404)
    if request.method == "POST" and request.POST.get("act") == "again":
        return _send_another(request, link)
    if request.user.is_authenticated and request.user.pk != link.registration.person_id:
        return _page(request, link, "somebody_else", 409)
    now = timezone.now()
    state = links.state(link, now)
    if state is not links.State.GOOD:
        return _page(request, link, state.value, 410)
    if request.method != "POST":
        return _page(request, link, "good", 200)
    if not links.use(link, now):  # somebody was quicker
        return _page(request, link, links.State.USED.value, 410)
    return _enter(request, link)


def _page(request: HttpRequest, link: PersonalLink, state: str, status: int) -> HttpResponse:
    return render(request, "web/account/personal_link.html", {"link": link, "state": state}, status=status)


def _send_another(request: HttpRequest, link: PersonalLink) -> HttpResponse:
    """To the address of the registration, whoever asks: who reads it there is the one whom it is for."""
    performer, row = Performer(address=address_of(request), system="link"), link.registration
    try:
        links.send(row.consultation_id, performer, timezone.now(), row.pk, links.Purpose(link.purpose))
    except Refusal as refusal:
        messages.error(request, say(refusal.reason, row.consultation.zone))
        return _page(request, link, "asked", 429)
    messages.success(request, _("A new link is on its way to the address of the registration."))
    return redirect(request.path)


def _enter(request: HttpRequest, link: PersonalLink) -> HttpResponse:
    """Sign in, and go where the link leads; a second factor, where it is required, is asked for on the way."""
    row = link.registration
    if link.purpose == links.Purpose.REGISTRATION.value:
        goes_to = reverse("registration", args=[row.consultation.slug])
        if not request.user.is_authenticated:
            limited_session.limit(request)
    else:
        sitting = going_on(row.consultation)
        goes_to = reverse("room", args=[sitting.pk]) if sitting else reverse("home")
        limited_session.open_up(request)
    if request.user.is_authenticated:
        return redirect(goes_to)
    return cast("HttpResponse", perform_login(request, row.person, redirect_url=goes_to))


@login_required
@require_POST
def registration_links(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Send a link anew, or revoke one: the secretariat, or the person themselves."""
    consultation = get_object_or_404(Consultation, slug=slug)
    performer, now, asked = visitors.performer(request), timezone.now(), request.POST
    try:
        if (link := key_of(asked.get("link", ""))) is not None:
            links.revoke(consultation.pk, performer, now, link)
            messages.success(request, _("The link was revoked."))
        elif asked.get("purpose") in links.Purpose.values:
            links.send(consultation.pk, performer, now, pk, links.Purpose(asked["purpose"]))
            messages.success(request, _("The link is on its way."))
        else:
            raise Http404
    except Refusal as refusal:
        messages.error(request, say(refusal.reason, consultation.zone))
    back = asked.get("next", "")
    allowed = url_has_allowed_host_and_scheme(back, allowed_hosts=None, require_https=request.is_secure())
    return redirect(back if back and allowed else reverse("home"))
