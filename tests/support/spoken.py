"""What a screen reader would say of a page: its accessibility tree in words, what has the focus, what is announced.

Nobody's screen reader is asked: the words are those that the browser gives to one. They are kept as a transcript, which
somebody who uses one can read beside what they hear.
"""

from __future__ import annotations

import re
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any

import hemicycle

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

REPORTS = Path(hemicycle.__file__).parent.parent / "var" / "reports"
#: They keep directions apart, and are not said.
MARKS = re.compile("[\u2066-\u2069]")
#: More stops than any view has.
STOPS_AT_MOST = 150
#: For so many seconds a page may look for what has the focus next, on a machine that is busy.
SETTLES = 3
#: What is passed over in silence: it groups, or its text is said by what it stands in.
SILENT = frozenset(
    {"generic", "none", "RootWebArea", "InlineTextBox", "LineBreak", "ListMarker", "LabelText", "Legend"}
    | {"paragraph", "list"}
)
STATES: dict[str, dict[object, str]] = {
    "checked": {"true": "checked", "mixed": "partly checked"},
    "pressed": {"true": "pressed", "false": "not pressed"},
    "expanded": {True: "expanded", False: "collapsed"},
    "selected": {True: "selected"},
    "disabled": {True: "unavailable"},
    "invalid": {"true": "invalid"},
}
#: Notes each text that appears in a live region of a page that is there, without the marks that keep directions apart.
#: Of a log only what is added is said.
LISTEN = """() => {
  window.__announced = [];
  const last = new Map();
  const regions = '[role=status], [role=alert], [aria-live=polite], [aria-live=assertive]';
  const plain = (node) => node.textContent.replace(/[\\u2066-\\u2069]/g, '').replace(/\\s+/g, ' ').trim();
  const listen = () => new MutationObserver((changes) => {
    const touched = new Set();
    for (const { target, addedNodes } of changes) {
      const element = target instanceof Element ? target : target.parentElement;
      if (element?.closest('[role=log]')) {
        const added = [...addedNodes].filter((node) => node instanceof Element).map(plain);
        window.__announced.push(...added.filter(Boolean));
      }
      const region = element?.closest(regions);
      if (region) touched.add(region);
      for (const inner of element?.querySelectorAll(regions) ?? []) touched.add(inner);
    }
    for (const region of touched) {
      const text = plain(region);
      if (last.get(region) === text) continue;
      last.set(region, text);
      const loud = region.matches('[role=alert], [aria-live=assertive]');
      if (text) window.__announced.push((loud ? 'at once: ' : '') + text);
    }
  }).observe(document.body, { subtree: true, childList: true, characterData: true });
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', listen);
  else listen();
}"""


def _value(node: dict[str, Any], name: str) -> str:
    return MARKS.sub("", str((node.get(name) or {}).get("value", ""))).strip()


def words_of(node: dict[str, Any]) -> str:
    """One node as it is said: role, name, what it is now, description; empty for what is passed over."""
    role, name = _value(node, "role"), _value(node, "name")
    if node.get("ignored") or role in SILENT or (role == "StaticText" and not name):
        return ""
    if role == "StaticText":
        return name
    properties = {one["name"]: one["value"].get("value") for one in node.get("properties", [])}
    states = [words[properties[state]] for state, words in STATES.items() if properties.get(state) in words]
    level = f" {properties['level']}" if role == "heading" and "level" in properties else ""
    said = [
        f"{role}{level}{': ' if name else ''}{name}",
        *states,
        str(_value(node, "value")),
        str(_value(node, "description")),
    ]
    return ", ".join(part for part in said if part)


def spoken(nodes: list[dict[str, Any]]) -> Iterator[str]:
    """A whole tree, line by line in the order of reading; a text that a name has said already is left out."""
    by_id = {node["nodeId"]: node for node in nodes}

    def read(node: dict[str, Any], named: str) -> Iterator[str]:
        line = words_of(node)
        name = _value(node, "name")
        if line and not (_value(node, "role") == "StaticText" and name in named):
            yield line
        if _value(node, "role") == "combobox":
            return  # closed: its value is said, not all that it could be
        for child in node.get("childIds", []):
            if child in by_id:
                yield from read(by_id[child], name or named)

    yield from read(nodes[0], "")


class Transcript:
    """What somebody who goes by keyboard and screen reader is told on their way through a view.

    Attributes:
        lines: Everything so far.
        lost: What they did after which nothing had the focus: who goes by keyboard is then at the page's beginning.
    """

    def __init__(self, page: Page, who: str) -> None:
        self.page, self.who = page, who
        self.lines: list[str] = []
        self.lost: list[str] = []
        self._said: list[str] = []
        self._cdp = page.context.new_cdp_session(page)
        self._cdp.send("Accessibility.enable")
        page.evaluate(LISTEN)
        # The next page too, and this one loaded again.
        page.add_init_script(f"({LISTEN})()")

    def focused(self) -> str:
        """What has the focus, in words; empty for the page itself."""
        element = self._cdp.send("Runtime.evaluate", {"expression": "document.activeElement"})["result"]["objectId"]
        found = self._cdp.send("Accessibility.getPartialAXTree", {"objectId": element, "fetchRelatives": False})
        return words_of(found["nodes"][0])

    def step(self, does: str) -> str:
        """Write down what the person did, what is announced since, and where they are now, which is returned."""
        announced = self.page.evaluate("() => window.__announced.splice(0)")
        self._said += announced
        here = self._settled()
        if not here:
            self.lost.append(does)
        self.lines += ["", f"> {does}", *(f"  ({text})" for text in announced), f"  {here or 'nothing'}"]
        return here

    def _settled(self) -> str:
        """What has the focus once the page has led it there: an element goes before the next one is there."""
        until = monotonic() + SETTLES
        while not (here := self.focused()) and monotonic() < until:
            self.page.evaluate("() => new Promise((after) => setTimeout(after, 20))")
        return here

    def read(self, heading: str) -> list[str]:
        """Write down the whole page as it is read from its beginning; returns its lines."""
        nodes = self._cdp.send("Accessibility.getFullAXTree")["nodes"]
        lines = list(spoken(nodes))
        self.lines += ["", f"# {heading}: {self.page.title()}", *(f"  {line}" for line in lines)]
        return lines

    def tab_to(self, words: str) -> str:
        """Press Tab until what has the focus is said with these words.

        Raises:
            AssertionError: nothing that the keyboard reaches is.
        """
        stops = []
        for _ in range(STOPS_AT_MOST):
            self.page.keyboard.press("Tab")
            stops.append(self.focused())
            if words in stops[-1]:
                return self.step(f"Tab, {len(stops)} times")
        raise AssertionError(f"{words!r} is not reached by keyboard: {stops}")

    def press(self, key: str) -> str:
        """Press a key; returns what has the focus then."""
        self.page.keyboard.press(key)
        return self.step(key)

    def types(self, text: str) -> str:
        """Type a text into what has the focus; returns how that is said then."""
        self.page.keyboard.type(text)
        return self.step(f"types {text!r}")

    def focus_comes_to(self, words: str, patience: float) -> str:
        """Wait until what has the focus is said with these words, in ms at most: it may be led there.

        Raises:
            AssertionError: the focus is elsewhere.
        """
        until = monotonic() + patience / 1000
        while words not in self.focused():
            assert monotonic() < until, f"{words!r} has not the focus, but {self.focused()!r}"
            self.page.evaluate("() => new Promise((after) => setTimeout(after, 50))")
        return self.step("waits")

    def announced(self, text: str, patience: float, *, alone: bool = False) -> None:
        """Wait until a text is announced, in ms at most, and write it down with all before it.

        What was announced with a step since the last wait counts too.

        Args:
            alone: The whole of an announcement, where another one begins with the same words.
        """
        if not any(text == one if alone else text in one for one in self._said):
            self.page.wait_for_function(
                "([text, alone]) => window.__announced.some((one) => (alone ? one === text : one.includes(text)))",
                arg=[text, alone],
                timeout=patience,
                polling=50,
            )
            self.step("waits")
        self._said.clear()

    def keep(self) -> None:
        """Keep it beside the reports of the tests."""
        REPORTS.mkdir(parents=True, exist_ok=True)
        (REPORTS / f"spoken-{self.who}.txt").write_text("\n".join(self.lines).strip() + "\n", encoding="utf-8")
