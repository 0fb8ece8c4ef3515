"""Tables, in templates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template
from django.utils.safestring import SafeString, mark_safe

from hemicycle.web.toolkit.cards import as_cards

if TYPE_CHECKING:
    from django.template import Context
    from django.template.base import NodeList, Parser, Token

register = template.Library()


class _Cards(template.Node):
    """What stands between ``{% cards %}`` and ``{% endcards %}``: one table."""

    def __init__(self, nodelist: NodeList) -> None:
        self.nodelist = nodelist

    def render(self, context: Context) -> SafeString:
        """The table, whose cells know their columns."""
        return mark_safe(as_cards(self.nodelist.render(context)))  # noqa: S308 - what is rendered is escaped, and stays so


@register.tag
def cards(parser: Parser, _token: Token) -> _Cards:
    """A table that becomes a list of cards on a narrow screen."""
    nodelist = parser.parse(("endcards",))
    parser.delete_first_token()
    return _Cards(nodelist)
