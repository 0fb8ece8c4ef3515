"""The pages' addresses, room by room."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("", include("hemicycle.web.sittings.urls")),
    path("", include("hemicycle.web.members.urls")),
    path("", include("hemicycle.web.access.urls")),
    path("", include("hemicycle.web.desk.urls")),
    path("", include("hemicycle.web.setup.urls")),
    path("", include("hemicycle.web.registration.urls")),
    path("", include("hemicycle.web.delegations.urls")),
    path("", include("hemicycle.web.mail.urls")),
    path("", include("hemicycle.web.arrivals.urls")),
    path("", include("hemicycle.web.account.urls")),
    path("", include("hemicycle.web.enquiries.urls")),
    path("", include("hemicycle.web.agenda.urls")),
    path("", include("hemicycle.web.conclusions.urls")),
    path("", include("hemicycle.web.records.urls")),
    path("", include("hemicycle.web.contributions.urls")),
    path("", include("hemicycle.web.documents.urls")),
    path("", include("hemicycle.web.letters.urls")),
    path("", include("hemicycle.web.replies.urls")),
    path("", include("hemicycle.web.support.urls")),
    path("", include("hemicycle.web.ending.urls")),
]
