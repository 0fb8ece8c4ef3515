"""A Member's delegation: who may see it, its mandates in time, and what can be done there."""
