"""The help desk of a sitting, with engines that are recorded instead of reached."""

from __future__ import annotations

from tests.sittings.conftest import client_documents, engine, world

__all__ = ["client_documents", "engine", "world"]
