"""What can be done about the people of a delegation."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hemicycle.people.actions import registrations
from hemicycle.people.actions.steps import STEP_ACTIONS
from hemicycle.rules.admission import RegistrationStatus
from hemicycle.rules.permissions import Action
from hemicycle.rules.registration import OVER, Step
from hemicycle.web.access.page_actions import Done
from hemicycle.web.delegations.forms import OptionalWordsForm, WordsForm
from hemicycle.web.delegations.page_action import AtDelegation, AtRegistration, DelegationAction, form_in_consultation
from hemicycle.web.registration.delegate_form import DelegateForm
from hemicycle.web.registration.mandates_question import add_question, mandates_of, stays_why

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest
    from django.utils.functional import _StrPromise

    from hemicycle.people.models import FocalPoint


def _held(at: AtRegistration) -> list[FocalPoint]:
    """The mandates that end with the registration: a focal point decides about their own Member's."""
    viewer = at.viewer
    held = mandates_of(viewer.consultation, [at.registration.person_id], viewer.now)
    own = at.registration.person_id == viewer.person.pk
    return [row for row in held if viewer.secretariat or own or row.member_id == viewer.member.pk]


def _leaving_form(form: type[WordsForm]) -> Callable[[AtRegistration, HttpRequest | None], WordsForm]:
    def make(at: AtRegistration, request: HttpRequest | None) -> WordsForm:
        made = form_in_consultation(form)(at, request)
        add_question(made, _held(at), at.viewer.name_of)
        return made

    return make


def _delegate_form(at: AtDelegation, request: HttpRequest | None) -> DelegateForm:
    return DelegateForm(request.POST if request else None, consultation=at.viewer.consultation)


def _replacement_form(at: AtRegistration, request: HttpRequest | None) -> DelegateForm:
    """Their part is that of whom they replace, to begin with."""
    form = DelegateForm(
        request.POST if request else None,
        consultation=at.viewer.consultation,
        initial={"delegation_role": at.registration.delegation_role},
    )
    if RegistrationStatus(at.registration.status) not in OVER:
        add_question(form, _held(at), at.viewer.name_of)
    return form


def _change_form(at: AtRegistration, request: HttpRequest | None) -> DelegateForm:
    """What may be changed by somebody else."""
    return DelegateForm(
        request.POST if request else None, consultation=at.viewer.consultation, registration=at.registration
    )


def _nominate(at: AtDelegation, form: DelegateForm, replaces: int | None, words: str) -> Done:
    made = registrations.nominate(
        *at.where, member=at.viewer.member, details=form.details(), replaces=replaces, stays_why=stays_why(form)
    )
    waits = made.status == RegistrationStatus.WAITING.value
    if waits:
        words = _("All places are taken. {name} is on the waiting list, and moves up when a place becomes free.")
    return Done(words.format(name=made.shown_name, other=at.about), less=waits)


def _nominate_anew(at: AtDelegation, _request: HttpRequest, form: DelegateForm) -> Done:
    return _nominate(at, form, None, _("{name} is nominated. The secretariat has yet to confirm."))


def _replace(at: AtRegistration, _request: HttpRequest, form: DelegateForm) -> Done:
    words = _("{name} replaces {other}. The secretariat has yet to confirm.")
    return _nominate(at, form, at.registration.pk, words)


def _change(at: AtRegistration, _request: HttpRequest, form: DelegateForm) -> str:
    row = registrations.change(*at.where, at.registration.pk, form.details())
    return _("The registration of {name} is changed.").format(name=row.shown_name)


def _take(at: AtRegistration, _request: HttpRequest, form: WordsForm, step: Step, done: _StrPromise) -> str:
    words, why = form.cleaned_data["words"], stays_why(form)
    row = registrations.step(*at.where, step, at.registration.pk, words=words, stays_why=why)
    return str(done).format(name=row.shown_name)


def _step(
    step: Step,
    label: _StrPromise,
    done: _StrPromise,
    *,
    form: type[WordsForm] = OptionalWordsForm,
    explanation: str | _StrPromise = "",
    stops: bool = False,
) -> DelegationAction[AtRegistration]:
    return DelegationAction(
        step.value,
        STEP_ACTIONS[step],
        partial(_take, step=step, done=done),
        _leaving_form(form) if stops else form_in_consultation(form),
        label,
        find=AtRegistration.find,
        explanation=explanation,
        stops=stops,
    )


NOMINATE = DelegationAction(
    "nominate",
    Action.REGISTRATION_NOMINATE,
    _nominate_anew,
    _delegate_form,
    gettext_lazy("Nominate a delegate"),
    find=AtDelegation.find,
    explanation=gettext_lazy("The secretariat confirms the registration; the person is then informed by e-mail."),
    is_details=True,
)
#: One is withdrawn, and another takes their place (rule 3).
REPLACE = DelegationAction(
    "replace",
    Action.REGISTRATION_NOMINATE,
    _replace,
    _replacement_form,
    gettext_lazy("Name a replacement"),
    find=AtRegistration.find,
    explanation=gettext_lazy(
        "The person named here replaces the one above, whose registration is withdrawn. No additional place of "
        "the quota is needed."
    ),
    is_details=True,
)
CHANGE = DelegationAction(
    "change",
    Action.REGISTRATION_CHANGE,
    _change,
    _change_form,
    gettext_lazy("Change"),
    find=AtRegistration.find,
    explanation=gettext_lazy(
        "Address, language, telephone and accessibility requirements can be changed only by the person."
    ),
    is_details=True,
)
ENDORSE = _step(
    Step.ENDORSE,
    gettext_lazy("Endorse"),
    gettext_lazy("The registration of {name} is endorsed. The secretariat has yet to confirm."),
    explanation=gettext_lazy(
        "You confirm that this person represents the Member. The secretariat then confirms the registration."
    ),
)
REFUSE = _step(
    Step.REFUSE,
    gettext_lazy("Refuse"),
    gettext_lazy("The registration of {name} is refused. The person is informed of the reason."),
    form=WordsForm,
    explanation=gettext_lazy("The person reads this text in an e-mail and on their own page."),
    stops=True,
)
WITHDRAW = _step(
    Step.WITHDRAW,
    gettext_lazy("Withdraw"),
    gettext_lazy("The registration of {name} is withdrawn."),
    explanation=gettext_lazy("The place goes to the next person on the waiting list. To keep it, name a replacement."),
    stops=True,
)
CONFIRM = _step(
    Step.CONFIRM,
    gettext_lazy("Confirm"),
    gettext_lazy("The registration of {name} is confirmed."),
    explanation=gettext_lazy("This person may then enter the sittings, and is informed by e-mail."),
)
REOPEN = _step(Step.REOPEN, gettext_lazy("Reopen"), gettext_lazy("The registration of {name} is reopened."))
