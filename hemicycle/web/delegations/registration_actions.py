"""What can be done about the people of a delegation."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hemicycle.people.actions import registrations
from hemicycle.people.actions.steps import STEP_ACTIONS
from hemicycle.people.delegations import registered
from hemicycle.rules.admission import RegistrationStatus
from hemicycle.rules.permissions import Action
from hemicycle.rules.registration import Step
from hemicycle.web.delegations.forms import OptionalWordsForm, WordsForm
from hemicycle.web.delegations.page_action import AnyForm, Deed
from hemicycle.web.registration.delegate_form import DelegateForm

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.utils.functional import _StrPromise

    from hemicycle.people.act import Performer
    from hemicycle.people.models import Registration


class Nominate(Deed[DelegateForm]):
    """Somebody is entered for the delegation."""

    action = Action.REGISTRATION_NOMINATE
    button = gettext_lazy("Nominate a delegate")
    explains = gettext_lazy("The secretariat confirms the registration; the person then receives a mail.")
    is_details = True

    def form(self, request: HttpRequest | None = None) -> DelegateForm:
        """Who it is, and their part."""
        return DelegateForm(request.POST if request else None, consultation=self.viewer.consultation)

    def perform(self, performer: Performer, form: DelegateForm) -> str:
        """Nominate them."""
        consultation, now = self._place()
        made = registrations.nominate(
            consultation, performer, now, member=self.viewer.member, details=form.details(), replaces=self._replaces()
        )
        return self._words(made)

    def _replaces(self) -> int | None:
        return None

    def _words(self, made: Registration) -> str:
        self.waits = made.status == RegistrationStatus.WAITING.value
        if self.waits:
            words = _("All places are taken. {name} is on the waiting list, and moves up when a place becomes free.")
        else:
            words = _("{name} is nominated. The secretariat has yet to confirm.")
        return words.format(name=made.person.name)


class _AboutRegistration(Deed[AnyForm]):
    """Something that is done with one of the delegation's registrations."""

    row: Registration

    def _find(self, key: int | None) -> None:
        rows = registered(self.viewer.consultation, self.viewer.member)
        found = next((row for row in rows if row.pk == key), None)
        if found is None:
            raise Http404
        self.row = found

    @property
    def about(self) -> str:
        """Whose registration."""
        return self.row.person.name


class Replace(_AboutRegistration[DelegateForm], Nominate):
    """One is withdrawn, and another takes their place (rule 3)."""

    button = gettext_lazy("Name a replacement")
    explains = gettext_lazy(
        "The person named here takes the place of the one above, whose registration is withdrawn. No other place of "
        "the quota is needed."
    )

    def form(self, request: HttpRequest | None = None) -> DelegateForm:
        """Who it is; their part is that of whom they replace, to begin with."""
        return DelegateForm(
            request.POST if request else None,
            consultation=self.viewer.consultation,
            initial={"delegation_role": self.row.delegation_role},
        )

    def _replaces(self) -> int | None:
        return self.row.pk

    def _words(self, made: Registration) -> str:
        if made.status == RegistrationStatus.WAITING.value:
            return super()._words(made)
        return _("{name} takes the place of {other}. The secretariat has yet to confirm.").format(
            name=made.person.name, other=self.row.person.name
        )


class Change(_AboutRegistration[DelegateForm]):
    """What a registration says of somebody's part is changed."""

    action = Action.REGISTRATION_CHANGE
    button = gettext_lazy("Change")
    explains = gettext_lazy("Address, language, telephone and needs are the person’s own to change.")
    is_details = True

    def form(self, request: HttpRequest | None = None) -> DelegateForm:
        """What may be changed by somebody else."""
        return DelegateForm(
            request.POST if request else None, consultation=self.viewer.consultation, registration=self.row
        )

    def perform(self, performer: Performer, form: DelegateForm) -> str:
        """Change it."""
        consultation, now = self._place()
        row = registrations.change(consultation, performer, now, self.row.pk, form.details())
        return _("What is registered for {name} is changed.").format(name=row.person.name)


class Take(_AboutRegistration[WordsForm]):
    """A step with a registration."""

    step: ClassVar[Step]
    done: ClassVar[str | _StrPromise]
    words: ClassVar[type[WordsForm]] = OptionalWordsForm

    def form(self, request: HttpRequest | None = None) -> WordsForm:
        """Why."""
        return self._in_consultation(self.words, request)

    def perform(self, performer: Performer, form: WordsForm) -> str:
        """Take the step."""
        consultation, now = self._place()
        given = form.cleaned_data["words"]
        row = registrations.step(consultation, performer, now, self.step, self.row.pk, words=given)
        return str(self.done).format(name=row.person.name)


class Endorse(Take):
    """The focal point says yes."""

    step, action = Step.ENDORSE, STEP_ACTIONS[Step.ENDORSE]
    button = gettext_lazy("Endorse")
    explains = gettext_lazy("You say that this person speaks for the Member. The secretariat then confirms.")
    done = gettext_lazy("The registration of {name} is endorsed. The secretariat has yet to confirm.")


class Refuse(Take):
    """The focal point, or the secretariat, says no."""

    step, action, words = Step.REFUSE, STEP_ACTIONS[Step.REFUSE], WordsForm
    button = gettext_lazy("Refuse")
    explains = gettext_lazy("The person reads what you write here, in a mail and on their own page.")
    done = gettext_lazy("The registration of {name} is refused. They are told why.")
    stops = True


class Withdraw(Take):
    """Somebody leaves the delegation."""

    step, action = Step.WITHDRAW, STEP_ACTIONS[Step.WITHDRAW]
    button = gettext_lazy("Withdraw")
    explains = gettext_lazy("The place becomes free: who waits longest moves up. To keep it, name a replacement.")
    done = gettext_lazy("The registration of {name} is withdrawn.")
    stops = True


class Confirm(Take):
    """The secretariat says yes."""

    step, action = Step.CONFIRM, STEP_ACTIONS[Step.CONFIRM]
    button = gettext_lazy("Confirm")
    explains = gettext_lazy("This person may then enter the sittings, and receives a mail.")
    done = gettext_lazy("The registration of {name} is confirmed.")


class Reopen(Take):
    """The secretariat takes up again what was refused or withdrawn."""

    step, action = Step.REOPEN, STEP_ACTIONS[Step.REOPEN]
    button = gettext_lazy("Take up again")
    done = gettext_lazy("The registration of {name} is taken up again.")
