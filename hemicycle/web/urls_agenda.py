"""Addresses of the agenda and the time plan."""

from __future__ import annotations

from django.urls import path

from hemicycle.web.views import agenda, agenda_desk, agenda_order, plan_desk, publishing, time_plan

_HERE = "consultations/<slug:slug>/"

urlpatterns = [
    path(f"{_HERE}agenda/", agenda.agenda, name="agenda"),
    path(f"{_HERE}time-plan/", time_plan.time_plan, name="time_plan"),
    path(f"{_HERE}desk/agenda/", agenda_desk.agenda_desk, name="agenda_desk"),
    path(f"{_HERE}desk/agenda/items/<int:pk>/", agenda_desk.agenda_item, name="agenda_item"),
    path(f"{_HERE}desk/agenda/order/", agenda_order.agenda_order, name="agenda_order"),
    path(f"{_HERE}desk/agenda/publish/", publishing.agenda_publish, name="agenda_publish"),
    path(f"{_HERE}desk/time-plan/", plan_desk.plan_desk, name="plan_desk"),
    path(f"{_HERE}desk/time-plan/days/", plan_desk.plan_days, name="plan_days"),
    path(f"{_HERE}desk/time-plan/publish/", publishing.plan_publish, name="plan_publish"),
]
