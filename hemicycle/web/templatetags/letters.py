"""A letter in its own language, on a page in the reader's; and whether a mail's link still opens it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template
from django.utils import translation

from hemicycle.consultations import own_words
from hemicycle.consultations.language_parts import in_parts
from hemicycle.consultations.languages import django_language
from hemicycle.correspondence.issued import issued
from hemicycle.web.letters import posting

if TYPE_CHECKING:
    from datetime import datetime

    from django.template import Context, NodeList
    from django.template.base import FilterExpression, Parser, Token
    from django.utils.safestring import SafeString

    from hemicycle.consultations.languages import Text
    from hemicycle.correspondence.models import Letter
    from hemicycle.mail.models import Delivery

register = template.Library()


class InLanguage(template.Node):
    """What is within is worded in a language of ours."""

    def __init__(self, nodes: NodeList, language: FilterExpression) -> None:
        self._nodes, self._language = nodes, language

    def render(self, context: Context) -> SafeString:
        """The same as without the tag, in the language; what is English for want of words says so."""
        with translation.override(django_language(self._language.resolve(context))), own_words.marked():
            return in_parts(self._nodes.render(context))


@register.tag
def inlanguage(parser: Parser, token: Token) -> InLanguage:
    """``{% inlanguage code %}…{% endinlanguage %}``, of a code as we keep it: Django's own tag knows others."""
    _name, language = token.split_contents()
    nodes = parser.parse(("endinlanguage",))
    parser.delete_first_token()
    return InLanguage(nodes, parser.compile_filter(language))


@register.filter
def link_is_good(delivery: Delivery, at: datetime) -> bool:
    """Whether the link in a letter's mail opens the letter at a moment."""
    return posting.link_is_good(delivery, at)


@register.filter
def what_changes(letter: Letter) -> Text:
    """What a letter that corrects another one changes, by language, with what was added since.

    Reads ``letter.language_versions``: prefetch for lists.
    """
    return issued(letter).what_changes
