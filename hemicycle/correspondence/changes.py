"""What other rooms may follow: sent after the commit of an act."""

from __future__ import annotations

from django.dispatch import Signal

#: A reply has a new version, or stands otherwise than before: ``reply`` (key), ``version`` (key, or ``None``), and
#: ``act``, the ``Action`` that did it. With a version also ``before``, where the reply stood, and ``counted``, the key
#: of the version that counted before, or ``None``.
reply_changed = Signal()
#: The secretariat wrote down what became of a State's condition, or a second person confirmed it: ``condition`` (key).
#: Which of the two, ``Condition.proposed_state`` says: it is empty once it was confirmed. With ``dropped`` it was not.
condition_changed = Signal()
#: A letter went out: ``letter`` (key).
letter_sent = Signal()
