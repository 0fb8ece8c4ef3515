"""The three places of a class: an invitation, registrations by mailed code, one who waits, one who is replaced, one who
withdraws, so that who waits is let in; everybody is told of what concerns them (rule 3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hemicycle.people.models import Contact, Member
from tests.browser.mails import link_in
from tests.browser.registering import Delegate, invite
from tests.browser.signed_in import opens
from tests.browser.somebody import comes, signs_in
from tests.support.pdf import text_of

if TYPE_CHECKING:
    from tests.browser.somebody import Comes, SignsIn, Somebody

pytestmark = pytest.mark.browser
__all__ = ["comes", "opens", "signs_in"]

#: A Sector Member: all of its Sector share three places, and Ms. Sector has one of them.
MEMBER, NAMED = "sm-orbicom", "Sm-Orbicom"
REGISTER = "/consultations/test/register/"
ANA, BORIS, CARLA, DORA = "Ms. Ana Souza", "Mr. Boris Petrov", "Ms. Carla Nunes", "Ms. Dora Blau"


def writes_to(address: str) -> None:
    """The Member has nobody who acts for it, and is written to at this address."""
    Contact.objects.create(member=Member.objects.get(code=MEMBER), name=ANA, email=address)


def registers(somebody: Somebody, name: str, address: str = REGISTER) -> None:
    """By a code that is mailed to them, from the address of the form or of an invitation."""
    newcomer = Delegate(somebody.page, somebody.mailbox, somebody.address, name, len(somebody.mailbox.taken))
    newcomer.prove_address(address)
    somebody.can_use_the_page()
    newcomer.register(MEMBER)


def names_as_focal_point(secretariat: Somebody, name: str, address: str) -> None:
    """With the letter of the Member."""
    secretariat.goes_to_the_desk("Members and focal points")
    secretariat.follows(NAMED)
    secretariat.follows("Name the focal point")
    form = secretariat.page.locator("form.details-form")
    form.get_by_label("E-mail address").fill(address)
    form.get_by_label("Title and full name").fill(name)
    form.locator("input[type=file]").set_input_files(
        {"name": "letter.txt", "mimeType": "text/plain", "buffer": b"Ms. Sector acts for us."}
    )
    secretariat.presses("Name the focal point")
    secretariat.sees(f"{name} is the focal point from")


def endorses(focal_point: Somebody, name: str) -> None:
    """From their first page, in the delegation."""
    focal_point.goes_to("/")
    focal_point.follows("Nominate and endorse")
    focal_point.can_use_the_page()
    focal_point.presses(f"Endorse {name}")
    focal_point.sees(f"The registration of {name} is endorsed. The secretariat has yet to confirm.")


def replaces(focal_point: Somebody, former: str, name: str, address: str) -> None:
    """One form: another one gets the place."""
    focal_point.goes_to("/")
    focal_point.follows("Nominate and endorse")
    row = focal_point.page.locator(".delegate", has_text=former)
    row.locator("summary").click()
    with focal_point.page.expect_navigation():
        row.get_by_role("link", name="Name a replacement").click()
    focal_point.sees("No additional place of the quota is needed.")
    focal_point.page.get_by_label("Title and full name").fill(name)
    focal_point.page.get_by_label("E-mail address").fill(address)
    focal_point.can_use_the_page()
    focal_point.presses("Name a replacement")
    focal_point.sees(f"{name} replaces {former}. The secretariat has yet to confirm.")


def confirms(secretariat: Somebody, name: str) -> None:
    """On the page of the registration."""
    secretariat.goes_to_the_desk("Registrations")
    secretariat.follows(name)
    secretariat.page.get_by_role("button", name="Confirm", exact=True).click()
    secretariat.sees("Confirmed.")


def takes_their_badge(somebody: Somebody) -> str:
    """What it says, from the page of their registration."""
    somebody.goes_to("/consultations/test/registration/")
    return text_of(somebody.downloads("Badge"))


def withdraws(somebody: Somebody) -> None:
    """Their own registration, after a question."""
    somebody.goes_to("/consultations/test/registration/")
    somebody.follows("Withdraw your registration")
    somebody.sees("Your place goes to the next person on the waiting list.")
    somebody.can_use_the_page()
    somebody.presses("Withdraw")
    somebody.sees("Your registration is withdrawn. You may register again.")


def test_who_waits_for_a_place_of_a_class_gets_the_one_that_is_withdrawn(signs_in: SignsIn, comes: Comes) -> None:
    secretariat, focal_point = signs_in("secretariat"), signs_in("sector")
    ana, boris, carla, dora = (comes(f"{name}@orbicom.example") for name in ("ana", "boris", "carla", "dora"))
    writes_to(ana.address)

    # One comes by the invitation; then somebody acts for the Member, and endorses.
    invite(secretariat.page, MEMBER)
    invitation = ana.is_told("Invitation to register", f"{NAMED} is invited", "Registration is mandatory.")
    registers(ana, ANA, link_in(invitation, "/register/"))
    ana.sees("has no focal point yet, so the secretariat will review it.")
    names_as_focal_point(secretariat, "Ms. Sector", focal_point.address)
    focal_point.is_told(f"You act for {NAMED}")
    endorses(focal_point, ANA)
    ana.is_told("Your registration was endorsed", "The secretariat has yet to confirm it")
    confirms(secretariat, ANA)
    ana.is_told("Your registration is confirmed", "Your personal link")
    focal_point.is_told(f"Confirmed for {NAMED}", ANA)
    badge = takes_their_badge(ana)
    assert ANA in badge
    assert NAMED in badge

    # Another one takes the last place, and the fourth of the class waits.
    registers(boris, BORIS)
    boris.sees("will review and endorse it.")
    focal_point.is_told("A registration awaits your endorsement", BORIS)
    registers(carla, CARLA)
    carla.sees("All places are taken. You are on the waiting list, at number 1.", "Waiting list Place 1")
    carla.can_use_the_page()
    carla.is_told("You are on the waiting list", "in order of receipt")

    # A replacement needs no place: who waits goes on waiting.
    replaces(focal_point, BORIS, DORA, dora.address)
    focal_point.sees("3 of 3 places taken", "1 person waiting", f"replacing {BORIS}", f"replaced by {DORA}")
    boris.is_told("Your registration was withdrawn")
    dora.is_told("You were registered", "The secretariat will confirm")
    carla.page.reload()
    carla.sees("Waiting list Place 1")
    assert not carla.was_told("There is a place for you")

    # What is withdrawn is free: who waits has it, and is endorsed and confirmed as everybody.
    focal_point.has_read_the_mails()
    withdraws(ana)
    focal_point.is_told(f"Withdrawn for {NAMED}", ANA)
    promoted = carla.is_told("There is a place for you", "your registration has left the waiting list")
    carla.opens_from(promoted, "/registration/")
    carla.sees_nothing_of("Waiting list")
    carla.sees("will review and endorse it.")
    focal_point.is_told("A registration awaits your endorsement", CARLA)
    endorses(focal_point, CARLA)
    confirms(secretariat, CARLA)
    carla.is_told("Your registration is confirmed")
    focal_point.goes_to("/")
    focal_point.follows("Nominate and endorse")
    focal_point.sees("3 of 3 places taken")
    focal_point.sees_nothing_of("person waiting")
