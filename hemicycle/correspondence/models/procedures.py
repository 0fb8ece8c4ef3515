"""How a ballot or a silence procedure decides: chosen with its letter, and the same from its sending on (rule 35)."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hemicycle.correspondence.models.enquiries import Enquiry
from hemicycle.correspondence.models.letters import SENT
from hemicycle.fields.append_only import AppendOnly
from hemicycle.fields.personal import declare
from hemicycle.fields.widths import width_of
from hemicycle.rules.ballots import Basis, Broken, Missed, Mode, Quorum, Share, Unit


class VotingProcedure(models.Model):
    """The mode of an enquiry by which something is decided.

    Attributes:
        basis, share: Which share of whom must approve.
        quorum_unit, quorum: How many must reply, abstentions included: a number, or so many in a hundred of those
            entitled.
        quorum_missed: What follows where fewer reply.
        silence_broken: What follows where somebody objects in a silence procedure.
        open_votes: Votes are seen before the deadline.
        follows: An earlier decision by correspondence that is begun again with this one.
    """

    class BasisChoice(models.TextChoices):
        ENTITLED = Basis.ENTITLED.value, _("Members entitled to vote")
        CAST = Basis.CAST.value, _("Members voting for or against")

    class ShareChoice(models.TextChoices):
        MAJORITY = Share.MAJORITY.value, _("Simple majority")
        TWO_THIRDS = Share.TWO_THIRDS.value, _("Two-thirds majority")

    class UnitChoice(models.TextChoices):
        NONE = Unit.NONE.value, pgettext_lazy("quorum", "None")
        REPLIES = Unit.REPLIES.value, _("Number of replies")
        PERCENT = Unit.PERCENT.value, _("Percentage of Members entitled to vote")

    class MissedChoice(models.TextChoices):
        NOT_APPROVED = Missed.NOT_APPROVED.value, _("Not approved")
        EXTENSION = Missed.EXTENSION.value, _("Extension of the deadline, or another ballot")

    class BrokenChoice(models.TextChoices):
        SESSION = Broken.SESSION.value, _("Left to the session")
        BALLOT = Broken.BALLOT.value, _("Put to a ballot")
        AGAIN = Broken.AGAIN.value, _("Another silence procedure on a revised text")

    enquiry = models.OneToOneField(Enquiry, on_delete=models.CASCADE, related_name="procedure")
    basis = models.CharField(max_length=width_of(BasisChoice, least=12), choices=BasisChoice)
    share = models.CharField(max_length=width_of(ShareChoice, least=12), choices=ShareChoice)
    quorum_unit = models.CharField(max_length=width_of(UnitChoice, least=10), choices=UnitChoice)
    quorum = models.PositiveIntegerField(default=0)
    quorum_missed = models.CharField(max_length=width_of(MissedChoice, least=14), choices=MissedChoice)
    silence_broken = models.CharField(max_length=width_of(BrokenChoice, least=10), choices=BrokenChoice)
    open_votes = models.BooleanField(default=False)
    follows = models.ForeignKey(Enquiry, on_delete=models.PROTECT, null=True, blank=True, related_name="begun_again_by")

    personal_data: ClassVar = declare(
        impersonal="enquiry basis share quorum_unit quorum quorum_missed silence_broken open_votes follows",
    )
    append_only: ClassVar = AppendOnly(
        path="enquiry__letter__state", value=SENT, trial="enquiry__letter__consultation__trial"
    )

    def __str__(self) -> str:
        return f"{self.enquiry_id}: {self.share} {self.basis}"

    def take(self, mode: Mode) -> None:
        """Take a mode; not saved."""
        self.basis, self.share = mode.basis.value, mode.share.value
        self.quorum_unit, self.quorum = mode.quorum.unit.value, mode.quorum.least
        self.quorum_missed, self.silence_broken, self.open_votes = mode.missed.value, mode.broken.value, mode.open

    @property
    def mode(self) -> Mode:
        """As the rules take it. Reads ``enquiry``."""
        return Mode(
            Basis(self.basis),
            Share(self.share),
            Quorum(Unit(self.quorum_unit), self.quorum),
            Missed(self.quorum_missed),
            silence=self.enquiry.kind == Enquiry.Kind.SILENCE,
            broken=Broken(self.silence_broken),
            open=self.open_votes,
        )
