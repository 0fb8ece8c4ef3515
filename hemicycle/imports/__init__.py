"""Registrations, Members and more from spreadsheets: each row is checked and shown before anything is written.

``sources`` reads lines, ``columns`` says what they hold, ``registrations`` and ``members`` check and write rows,
``run`` leads a file from its upload to the journal. Rooms further on register what they import in ``desks``.
"""
