"""What other rooms may follow: sent after the commit of an act, but where it says within."""

from __future__ import annotations

from django.dispatch import Signal

#: A reply has a new version, or stands otherwise than before: ``reply`` (key), ``version`` (key, or ``None``), and
#: ``act``, the ``Action`` that did it. With a version it is sent within the act, so that what a receiver keeps is kept
#: with it, and tells also ``at``, the moment of the act, and ``stood``, as ``ReplyNotice`` keeps it.
reply_changed = Signal()
#: Within the act, once its rows are written: the secretariat wrote down what became of a State's condition, or a
#: second person confirmed it: ``condition`` (key), ``at``. Which of the two, ``Condition.proposed_state`` says: it is
#: empty once it was confirmed. With ``dropped`` it was not.
condition_changed = Signal()
#: A letter went out: ``letter`` (key).
letter_sent = Signal()
#: Somebody wants the mail of a draft, to their own address: ``letter`` and ``person`` (keys), ``language``.
letter_tried = Signal()
#: A language version of a letter went out: ``version`` (key).
version_sent = Signal()
#: Somebody wants the mail of a language version that is being written, to their own address: ``version``, ``person``
#: (keys).
version_tried = Signal()
