"""The data of contributions: what was submitted, under which names, and what became of it."""

from hemicycle.contributions.models.contribution_mails import ContributionMail
from hemicycle.contributions.models.contributions import Contribution, ContributionDraft, ContributionVersion
from hemicycle.contributions.models.courses import ContributionStep, ContributionTranslation
from hemicycle.contributions.models.submitters import Submitter, SubmitterAnswer

__all__ = [
    "Contribution",
    "ContributionDraft",
    "ContributionMail",
    "ContributionStep",
    "ContributionTranslation",
    "ContributionVersion",
    "Submitter",
    "SubmitterAnswer",
]
