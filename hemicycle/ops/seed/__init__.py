"""The Virtual Consultation of Councillors of June 2020 as data, with made-up people, and the sitting that runs now."""

from hemicycle.ops.seed.demonstration import (
    demonstration_conclusions,
    demonstration_enquiry,
    demonstration_sitting,
)
from hemicycle.ops.seed.documents import demonstration_documents
from hemicycle.ops.seed.earlier import earlier_consultation
from hemicycle.ops.seed.load import load

__all__ = [
    "demonstration_conclusions",
    "demonstration_documents",
    "demonstration_enquiry",
    "demonstration_sitting",
    "earlier_consultation",
    "load",
]
