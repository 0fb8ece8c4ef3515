"""What is still to be told of an act on a reply: kept in the act, put into mails by the worker."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from hemicycle.correspondence.models.replies import ReplyVersion
from hemicycle.fields.personal import declare
from hemicycle.fields.widths import width_of
from hemicycle.rules.permissions import Action


class ReplyNotice(models.Model):
    """What people are to be told of an act on a version of a reply. The worker deletes it with its mails queued.

    Attributes:
        act: The ``Action`` that did it.
        at: The moment of the act, as at which it is told.
        stood: Where the reply stood: ``{before, counted_before, status, counted, why, versions}``: before and after
            the act, with how many versions it had.
    """

    version = models.ForeignKey(ReplyVersion, on_delete=models.CASCADE, related_name="+")
    act = models.CharField(max_length=width_of(Action, least=60))
    at = models.DateTimeField()
    stood: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField()

    personal_data: ClassVar = declare(impersonal="version act at stood")

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"{self.act}: {self.version_id}"
