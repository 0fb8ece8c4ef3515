"""Addresses of registering, of one's own registration, and of the desk of registrations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import path

from hemicycle.web.registration import (
    all_sources_page,
    bulk_page,
    classes_page,
    deletion_page,
    desk_page,
    import_page,
    new_registration_page,
    own_documents_page,
    own_registration_page,
    participants_page,
    print_page,
    privacy_page,
    register_page,
    registration_desk_page,
    rule_sources_page,
    settings_page,
    verify_email_page,
)

if TYPE_CHECKING:
    from django.urls import URLPattern

_OF = "consultations/<slug:slug>/"
_DESK = f"{_OF}desk/"

urlpatterns: list[URLPattern] = [
    path(f"{_OF}participants/", participants_page.participants, name="participants"),
    path(f"{_DESK}imports/", import_page.imports, name="imports"),
    path(f"{_DESK}imports/<int:pk>/", import_page.import_rows, name="import_rows"),
    path(f"{_DESK}imports/<str:kind>/columns/", import_page.import_columns, name="import_columns"),
    path(f"{_DESK}people/", desk_page.people_desk, name="people_desk"),
    path(f"{_DESK}people/acts/", bulk_page.people_acts, name="people_acts"),
    path(f"{_DESK}people/undo/", bulk_page.people_undo, name="people_undo"),
    path(f"{_DESK}people/new/", new_registration_page.registration_new, name="registration_new"),
    path(
        f"{_DESK}people/<int:key>/",
        registration_desk_page.registration_desk,
        name="registration_desk",
    ),
    path(
        f"{_DESK}people/<int:key>/change/",
        registration_desk_page.registration_desk_change,
        name="registration_desk_change",
    ),
    path(
        f"{_DESK}settings/",
        settings_page.registration_settings,
        name="registration_settings",
    ),
    path(f"{_OF}privacy/", privacy_page.privacy, name="privacy"),
    path(f"{_DESK}privacy/", privacy_page.privacy_desk, name="privacy_desk"),
    path(f"{_DESK}personal-data/", deletion_page.deletion, name="deletion"),
    path(f"{_DESK}classes/", classes_page.participation_classes, name="participation_classes"),
    path(f"{_DESK}classes/new/", classes_page.participation_class, name="participation_class_new"),
    path(f"{_DESK}classes/<slug:class_key>/", classes_page.participation_class, name="participation_class"),
    path(f"{_DESK}sources/all/", all_sources_page.all_sources, name="all_sources"),
    path(f"{_DESK}sources/", rule_sources_page.rule_sources, name="rule_sources"),
    path(f"{_DESK}sources/<slug:rule>/", rule_sources_page.rule_source, name="rule_source"),
    path(f"{_DESK}papers/", print_page.papers, name="papers"),
    path(f"{_OF}badge.pdf", own_documents_page.badge, name="badge"),
    path(f"{_OF}badges/<str:token>/", own_documents_page.badge_check, name="badge_check"),
    path(f"{_OF}calendar.ics", own_documents_page.calendar, name="calendar"),
    path(f"{_OF}guide/", own_documents_page.guide, name="guide"),
    path(f"{_OF}register/", register_page.register, name="register"),
    path(f"{_OF}register/code/", verify_email_page.code, name="register_code"),
    path(f"{_OF}registration/", own_registration_page.registration, name="registration"),
    path(f"{_OF}registration/change/", own_registration_page.change, name="registration_change"),
    path(f"{_OF}registration/withdraw/", own_registration_page.withdraw, name="registration_withdraw"),
]
