"""The addresses for whoever watches the installation."""

from __future__ import annotations

from django.urls import path

from hemicycle.ops import metrics

urlpatterns = [path("metrics", metrics.metrics, name="metrics")]
