"""The files of a body of three groups with 56 titular members; everybody in it is made up."""

from __future__ import annotations

from tests.browser.from_empty.desk import table

GOVERNMENTS = (
    *("AR", "AU", "BD", "BR", "CA", "CH", "CI", "CL", "CN", "DE", "EG", "ES", "ET", "FR"),
    *("GB", "ID", "IN", "IT", "JP", "KE", "KR", "MX", "NG", "PL", "RU", "SA", "US", "ZA"),
)
EMPLOYERS = tuple(f"sm-employers{number}" for number in range(1, 15))
WORKERS = tuple(f"sm-workers{number}" for number in range(1, 15))
MEMBERS = (*GOVERNMENTS, *EMPLOYERS, *WORKERS)

#: Language, subject and text.
PROPOSAL = (
    ("en", "A proposal", "It is adopted unless a member objects by **{deadline}**."),
    ("fr", "Une proposition", "Elle est adoptée à moins qu’un membre n’y fasse objection avant le **{deadline}**."),
    ("es", "Una propuesta", "Queda aprobada salvo que un miembro formule una objeción antes del **{deadline}**."),
)
QUESTION = {
    "questions_en": "The proposal is adopted",
    "questions_fr": "La proposition est adoptée",
    "questions_es": "La propuesta queda aprobada",
}


def members() -> bytes:
    """Each with the address of an office; the governments have their seats as States."""
    rows = []
    for code in MEMBERS:
        row = {"code": code, "contact1_name": f"Office of {code}", "contact1_email": f"office@{code.lower()}.example"}
        if code in GOVERNMENTS:
            row |= {"kind": "state", "region": "B", "council_seats": "2024-06-15/"}
        else:
            row |= {"kind": "sector_member", "sector": "D", "name_en": code.removeprefix("sm-").title()}
        rows.append(row)
    return table(rows)
