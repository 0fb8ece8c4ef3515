"""The pages' addresses."""

from __future__ import annotations

from allauth.account import views as allauth
from django.urls import include, path
from django.views.generic import RedirectView

from hemicycle.web.views import (
    delegation,
    entering,
    home,
    imports,
    member,
    members,
    members_desk,
    own_papers,
    own_registration,
    papers,
    participants,
    people_acts,
    people_desk,
    personal_links,
    proving_address,
    reference,
    registering,
    registration_desk,
    registration_settings,
    room,
    signing_in,
    sitting,
)

_to_sign_in = RedirectView.as_view(pattern_name="account_login")

urlpatterns = [
    path("", home.home, name="home"),
    path("members/", members.members, name="members"),
    path("members/new/", members.new_member, name="new_member"),
    path("members/<slug:code>/", member.member, name="member"),
    path("consultations/<slug:slug>/documents/<path:symbol>/", reference.document, name="document"),
    path("consultations/<slug:slug>/permissions/", reference.permissions, name="permissions"),
    path("consultations/<slug:slug>/participants/", participants.participants, name="participants"),
    path("consultations/<slug:slug>/delegations/<slug:code>/", delegation.delegation, name="delegation"),
    path("consultations/<slug:slug>/delegations/<slug:code>/uploads/<int:key>/", delegation.upload, name="upload"),
    path("consultations/<slug:slug>/delegations/<slug:code>/<slug:deed>/", delegation.act, name="delegation_act"),
    path(
        "consultations/<slug:slug>/delegations/<slug:code>/<slug:deed>/<int:key>/",
        delegation.act,
        name="delegation_act",
    ),
    path("consultations/<slug:slug>/desk/members/", members_desk.members_desk, name="members_desk"),
    path("consultations/<slug:slug>/desk/imports/", imports.imports, name="imports"),
    path("consultations/<slug:slug>/desk/imports/<int:pk>/", imports.import_rows, name="import_rows"),
    path("consultations/<slug:slug>/desk/imports/<str:kind>/columns/", imports.import_columns, name="import_columns"),
    path("consultations/<slug:slug>/desk/people/", people_desk.people_desk, name="people_desk"),
    path("consultations/<slug:slug>/desk/people/acts/", people_acts.people_acts, name="people_acts"),
    path("consultations/<slug:slug>/desk/people/undo/", people_acts.people_undo, name="people_undo"),
    path("consultations/<slug:slug>/desk/people/new/", entering.registration_new, name="registration_new"),
    path(
        "consultations/<slug:slug>/desk/people/<int:key>/",
        registration_desk.registration_desk,
        name="registration_desk",
    ),
    path(
        "consultations/<slug:slug>/desk/people/<int:key>/change/",
        registration_desk.registration_desk_change,
        name="registration_desk_change",
    ),
    path(
        "consultations/<slug:slug>/desk/settings/",
        registration_settings.registration_settings,
        name="registration_settings",
    ),
    path("consultations/<slug:slug>/desk/papers/", papers.papers, name="papers"),
    path("consultations/<slug:slug>/badge.pdf", own_papers.badge, name="badge"),
    path("consultations/<slug:slug>/badges/<str:token>/", own_papers.badge_check, name="badge_check"),
    path("consultations/<slug:slug>/calendar.ics", own_papers.calendar, name="calendar"),
    path("consultations/<slug:slug>/guide/", own_papers.guide, name="guide"),
    path("consultations/<slug:slug>/register/", registering.register, name="register"),
    path("consultations/<slug:slug>/register/code/", proving_address.code, name="register_code"),
    path("consultations/<slug:slug>/registration/", own_registration.registration, name="registration"),
    path("consultations/<slug:slug>/registration/change/", own_registration.change, name="registration_change"),
    path("consultations/<slug:slug>/registration/withdraw/", own_registration.withdraw, name="registration_withdraw"),
    path("consultations/<slug:slug>/desk/mail/", mailings.mailings_page, name="mailings"),
    path("consultations/<slug:slug>/desk/mail/write/", writing_mail.write_mail, name="write_mail"),
    path("consultations/<slug:slug>/desk/mail/<int:pk>/", mailings.mailing, name="mailing"),
    path(
        "consultations/<slug:slug>/desk/mail/by-itself/<slug:template>/",
        mailings.mails_by_itself,
        name="mails_by_itself",
    ),
    path(
        "consultations/<slug:slug>/registrations/<int:pk>/links/",
        personal_links.registration_links,
        name="registration_links",
    ),
    path("links/<str:token>/", personal_links.personal_link, name="personal_link"),
    path("sittings/<int:key>/", room.room, name="room"),
    path("sittings/<int:key>/console/", room.console, name="console"),
    path("sittings/<int:key>/booth/", room.booth, name="booth"),
    path("sittings/<int:key>/desk/", room.desk, name="desk"),
    path("sittings/<int:key>/desk/turns/", sitting.turns, name="turns"),
    path("sittings/<int:key>/people/", sitting.people, name="people"),
    path("enter/<str:token>", signing_in.enter, name="enter"),
    # allauth's own views, as far as a sign-in by code needs them, under the names that it looks for.
    path("accounts/login/", signing_in.AskForCode.as_view(), name="account_login"),
    path("accounts/login/", signing_in.AskForCode.as_view(), name="account_request_login_code"),
    path("accounts/login/code/", signing_in.ConfirmCode.as_view(), name="account_confirm_login_code"),
    path("accounts/logout/", allauth.logout, name="account_logout"),
    path("accounts/signup/", _to_sign_in, name="account_signup"),
    path("accounts/inactive/", _to_sign_in, name="account_inactive"),
    path("", include("hemicycle.web.security_urls")),
]
