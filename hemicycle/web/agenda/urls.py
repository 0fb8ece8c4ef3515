"""Addresses of the agenda and the time plan."""

from __future__ import annotations

from django.urls import path

from hemicycle.web.agenda import (
    agenda_page,
    booths_page,
    correct_page,
    desk_page,
    glossary_page,
    items_page,
    lists_page,
    order_page,
    outcomes_page,
    plan_page,
    presiding_page,
    publish_page,
    relay_page,
    shifts_page,
    time_plan_page,
)

_HERE = "consultations/<slug:slug>/"

urlpatterns = [
    path(f"{_HERE}agenda/", agenda_page.agenda, name="agenda"),
    path(f"{_HERE}time-plan/", time_plan_page.time_plan, name="time_plan"),
    path(f"{_HERE}glossary/", glossary_page.glossary, name="glossary"),
    path(f"{_HERE}glossary/terms.json", glossary_page.glossary_terms, name="glossary_terms"),
    path(f"{_HERE}glossary/terms.tbx", glossary_page.glossary_tbx, name="glossary_tbx"),
    path(f"{_HERE}glossary/new/", glossary_page.glossary_new, name="glossary_new"),
    path(f"{_HERE}glossary/<int:number>/", glossary_page.glossary_entry, name="glossary_entry"),
    path(f"{_HERE}desk/agenda/", desk_page.agenda_desk, name="agenda_desk"),
    path(f"{_HERE}desk/agenda/items/<int:pk>/", desk_page.agenda_item, name="agenda_item"),
    path(f"{_HERE}desk/agenda/order/", order_page.agenda_order, name="agenda_order"),
    path(f"{_HERE}desk/agenda/publish/", publish_page.agenda_publish, name="agenda_publish"),
    path(f"{_HERE}desk/agenda/correct/", correct_page.agenda_correct, name="agenda_correct"),
    path(f"{_HERE}desk/items/", items_page.items, name="items"),
    path(f"{_HERE}desk/items/new/", items_page.item_new, name="item_new"),
    path(f"{_HERE}desk/items/<int:pk>/", items_page.item_edit, name="item_edit"),
    path(f"{_HERE}desk/outcomes/", outcomes_page.item_outcomes, name="item_outcomes"),
    path(f"{_HERE}desk/lists/", lists_page.item_lists, name="item_lists"),
    path(f"{_HERE}desk/new-list/", lists_page.item_list, name="item_list_new"),
    path(f"{_HERE}desk/lists/<slug:listing>/", lists_page.item_list, name="item_list"),
    path(f"{_HERE}desk/time-plan/", plan_page.plan_desk, name="plan_desk"),
    path(f"{_HERE}desk/time-plan/days/", plan_page.plan_days, name="plan_days"),
    path(f"{_HERE}desk/time-plan/limit/", presiding_page.plan_limit, name="plan_limit"),
    path(f"{_HERE}desk/time-plan/presiding/", presiding_page.plan_presiding, name="plan_presiding"),
    path(f"{_HERE}desk/time-plan/booths/", booths_page.plan_booths_page, name="plan_booths"),
    path(f"{_HERE}desk/time-plan/booths/<int:pk>/", relay_page.plan_relay, name="plan_relay"),
    path(f"{_HERE}desk/time-plan/booths/<int:pk>/shifts/", shifts_page.plan_shifts, name="plan_shifts"),
    path(f"{_HERE}desk/time-plan/correct/", correct_page.plan_correct, name="plan_correct"),
    path(f"{_HERE}desk/time-plan/publish/", publish_page.plan_publish, name="plan_publish"),
]
