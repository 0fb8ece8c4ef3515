"""Mail to many and to one: written, addressed, sent in turn, and what became of each.

An act makes a ``Mailing`` with its ``Delivery`` rows in one transaction (``mailings``, ``notices``); the worker
sends them (``sending``); bounces come back to an address of each delivery's own (``bounces``).
"""
