"""What is taken away: lists, badges, name plates, guides and calendars, made from the data that pages show.

They stand in ``web`` because a paper is a page of another shape: it needs the pages' words, templates and
addresses, and writes nothing. ``documents/``, to the left, could reach none of these.
"""
