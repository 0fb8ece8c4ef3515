"""What every test shares."""

from __future__ import annotations

import os

import hypothesis

# No deadline: other work on the machine slows single examples down, and a rule's speed is not what they prove.
hypothesis.settings.register_profile("quick", max_examples=60, deadline=None)
hypothesis.settings.register_profile("thorough", max_examples=2000, deadline=None)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))
