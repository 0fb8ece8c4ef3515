"""What a page sends of a connection test."""

from __future__ import annotations

from typing import Any


def measured(**changes: Any) -> dict[str, Any]:
    """A good test from an office, with some of its parts changed: ``measured(camera={"light": 0.1})``."""
    parts: dict[str, Any] = {
        "seconds": 48.0,
        "place": "office in Abuja",
        "browser": {"name": "Chrome", "version": "83", "platform": "Windows", "mobile": False, "lacks": []},
        "microphone": {
            "state": "opened",
            "label": "Jabra Evolve 65",
            "level_db": -26.0,
            "noise_db": -60.0,
            "peak_db": -10.0,
            "clipped": 0.0,
            "hum_db": -80.0,
            "echo_db": None,
            "heard": True,
        },
        "camera": {"state": "opened", "label": "HD", "width": 1280, "height": 720, "frames": 25.0, "light": 0.5},
        "ways": {way: {"state": "works", "ms": 100} for way in ("udp", "tcp", "relay")},
        "line": {
            "way": "udp",
            "round_trip_ms": 142.0,
            "jitter_ms": 9.0,
            "lost_up": 0.002,
            "lost_down": 0.0,
            "kbit_up": 3100.0,
            "kbit_down": 8400.0,
            "seconds": 10.0,
            "first_sound_ms": 400,
        },
        "push": {"transport": "websocket", "ms": 60},
        "clock_ms": 250,
        "ended": "whole",
    }
    for name, change in changes.items():
        parts[name] = {**parts[name], **change} if isinstance(change, dict) and parts[name] is not None else change
    return parts


def entered(**line: Any) -> dict[str, Any]:
    """A good entry into a sitting, with some figures of its line changed."""
    every = measured()
    rates = dict.fromkeys(("lost_up", "kbit_up", "kbit_down", "first_sound_ms"))
    kept = {name: every[name] for name in ("browser", "push", "clock_ms")}
    return {**kept, "seconds": 12.0, "line": {**every["line"], **rates, "seconds": 12.0, **line}}
