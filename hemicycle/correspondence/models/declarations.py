"""The result of an enquiry as it was declared, which nothing changes afterwards (rule 18)."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from hemicycle.correspondence.models.enquiries import Enquiry
from hemicycle.fields.append_only import AppendOnly
from hemicycle.fields.personal import declare

#: Of a SHA-256 digest in hexadecimal.
DIGEST_LENGTH = 64


class DeclaredResult(models.Model):
    """What an enquiry came to, frozen when its result was declared.

    Attributes:
        content: What was asked, who was asked as what, and what each answered: ``correspondence.declared``.
        denominator: How many Members were asked.
        counts: How many of them stood where: ``{status: number}``.
        digest: SHA-256 over the canonical form of the content, in hexadecimal.
    """

    enquiry = models.OneToOneField(Enquiry, on_delete=models.CASCADE, related_name="result")
    content: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField()
    denominator = models.PositiveIntegerField()
    counts: models.JSONField[dict[str, int], dict[str, int]] = models.JSONField()
    digest = models.CharField(max_length=DIGEST_LENGTH)

    personal_data: ClassVar = declare(impersonal="enquiry content denominator counts digest")
    append_only: ClassVar = AppendOnly(trial="enquiry__letter__consultation__trial")

    def __str__(self) -> str:
        return self.digest
