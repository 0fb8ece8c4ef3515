"""The procedure as pure functions: frozen facts in, a decision with its reason and rule number out.

No clock, no query, no framework. Time is an argument. The numbers are those of ``docs/rules.md``.
"""
