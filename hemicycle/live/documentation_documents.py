"""The shape of what there is to read under each item."""

from __future__ import annotations

from hemicycle.live.document import Document, Part


class ContributedDocument(Part):
    """A contribution that was posted.

    Attributes:
        symbol: Of the document that it became.
        members: Codes of those whose names it carries, in its order.
    """

    symbol: str
    members: list[str]


class ItemDocumentation(Part):
    """What there is to read under one item.

    Attributes:
        item: Its number.
        document: Symbol of its document; empty while readers do not see that.
        withdrawn: That one was withdrawn: its page says why, and it opens no more.
    """

    item: int
    document: str
    withdrawn: bool
    contributions: list[ContributedDocument]


class DocumentationDocument(Document):
    """Channel ``documentation``: what every reader of documents may see at this moment (rule 20).

    Attributes:
        items: Those of the agenda that have something.
    """

    items: list[ItemDocumentation]
