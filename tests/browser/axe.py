"""What axe finds on a page."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Page

AXE = Path(__file__).parents[2] / "frontend/node_modules/axe-core/axe.min.js"


def violations(page: Page) -> list[str]:
    """What axe finds against WCAG 2.2 A and AA, and its best practices."""
    # A frame that is still on its way has no document to look at.
    page.wait_for_load_state()
    page.evaluate(AXE.read_text(encoding="utf-8"))
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    # What passes is not told: of a table of thousands of cells that takes longer than to look at them.
    options = json.dumps({"runOnly": {"type": "tag", "values": tags}, "resultTypes": ["violations"]})
    result: dict[str, Any] = page.evaluate(f"() => axe.run(document, {options})")
    return [
        f"{violation['id']}: {node['html'][:150]}" for violation in result["violations"] for node in violation["nodes"]
    ]
