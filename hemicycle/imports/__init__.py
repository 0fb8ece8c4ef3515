"""Registrations and Members from spreadsheets: each row is checked and shown before anything is written.

``sources`` reads lines, ``columns`` says what they hold, ``registrations`` and ``members`` check and write rows,
``run`` leads a file from its upload to the journal.
"""
