"""How long a browser may keep a page."""

from __future__ import annotations

from django.views.decorators.cache import cache_control

#: Asked for anew each time, and kept by nobody but the browser. It may keep it for the way back, or else what was
#: typed would be lost with a form that was too long to be read; ``never_cache`` would forbid that.
answered_anew = cache_control(private=True, no_cache=True, must_revalidate=True)
