"""What every document that clients show has, and who is named in one."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Document(BaseModel):
    """What every document has.

    Attributes:
        seq: The sitting's sequence when it was built; a client drops an older one.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    seq: int


class Part(BaseModel):
    """A part of a document."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Who(Part):
    """A person in the room.

    Attributes:
        name: With title, as they are announced: "Ms. Elena Duarte".
        member: Code of their Member; ``None`` for a role beside the classes, and for who represents none.
        capacity: Key of their class, or role.
    """

    registration: int
    name: str
    member: str | None
    capacity: str
