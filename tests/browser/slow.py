"""A slow network in front of each page, which shows what a test does before the page or the server could know."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext

#: How many ms a question, an answer, and what is pushed to a page may take on their way; nothing where it is not set.
MOST = "HEMICYCLE_SLOW_PAGES"

#: What is pushed keeps its order. The media engine has its own way, and real media.
SCRIPT = """
(() => {
  const most = %d;
  const some = () => Math.random() * most;
  const later = () => new Promise((resolve) => setTimeout(resolve, some()));
  const { fetch, WebSocket } = window;
  window.fetch = async (...args) => {
    if (args[1]?.keepalive) return fetch(...args); // by a page that is left
    await later();
    const answer = await fetch(...args);
    await later();
    return answer;
  };
  window.WebSocket = class extends WebSocket {
    events = [];
    set onmessage(handler) {
      if (!this.url.includes("/connection")) return void (super.onmessage = handler);
      super.onmessage = (event) => {
        this.events.push(event);
        setTimeout(() => handler(this.events.shift()), some());
      };
    }
  };
})();
"""


def slow_down(context: BrowserContext) -> None:
    """Slow down the pages of these people, where the environment says so."""
    if most := int(os.environ.get(MOST, "0")):
        context.add_init_script(SCRIPT % most)
