"""Messages as people and programs send them."""

from __future__ import annotations

from email.message import EmailMessage

STATE = "br@example.org"


def mail(
    subject: str = "For the shelf",
    text: str = "With compliments.",
    sender: str = STATE,
    to: str = "reply@council.example",
    *,
    identifier: str = "<1@example.org>",
    results: str = "mx.council.example; dmarc=pass header.from=example.org",
    **headers: str,
) -> EmailMessage:
    """One that is certain, unless something says otherwise.

    Args:
        results: What the trusted server says of its sender.
        headers: Further ones, with ``_`` for ``-``.
    """
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, to, subject
    message["Message-ID"] = identifier
    if results:
        message["Authentication-Results"] = results
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content(text)
    return message
