"""The files of a body of three groups with 56 titular members; everybody in it is made up."""

from __future__ import annotations

from tests.browser.from_empty.desk import table

GOVERNMENTS = (
    *("AR", "AU", "BD", "BR", "CA", "CH", "CI", "CL", "CN", "DE", "EG", "ES", "ET", "FR"),
    *("GB", "ID", "IN", "IT", "JP", "KE", "KR", "MX", "NG", "PL", "RU", "SA", "US", "ZA"),
)
EMPLOYERS = tuple(f"emp-{number}" for number in range(1, 16))
DEPUTY = EMPLOYERS[-1]
WORKERS = tuple(f"wrk-{number}" for number in range(1, 15))
KINDS = {"government": GOVERNMENTS, "employers": EMPLOYERS, "workers": WORKERS}

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
    """Each with its seat and the address of an office; governments have the names of States.

    All are titular members but the last of the employers, who is a deputy.
    """
    return table(
        [
            {
                "code": code,
                "kind": kind,
                "name_en": "" if kind == "government" else f"{kind.title()} {code[4:]}",
                "seats": "2024-06-15/ deputy" if code == DEPUTY else "2024-06-15/",
                "contact1_name": f"Office of {code}",
                "contact1_email": f"office@{code.lower()}.example",
            }
            for kind, codes in KINDS.items()
            for code in codes
        ]
    )
