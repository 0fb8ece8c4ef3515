import { render, screen } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, test, vi } from "vitest";

import { CONSOLE_SCENES } from "../testing/console-scenes";
import { FakeMeeting } from "../testing/fake-meeting.svelte";
import { sampleContext } from "../testing/sample";
import { MEUNIER } from "../testing/sample-people";
import Booth from "./Booth.svelte";
import { folded, Glossary, type GlossaryEntry, type Looking, MOST_SHOWN } from "./glossary";
import { GlossaryReading } from "./glossary-reading.svelte";

const ENTRIES: GlossaryEntry[] = [
  { number: 1, terms: { en: ["floor"], fr: ["parole"], ar: ["الكَلِمة"] }, note: "", items: [7] },
  { number: 2, terms: { en: ["Chair", "Chairperson"], fr: ["Président"] }, note: "Who presides.", items: [6] },
  { number: 3, terms: { en: ["the floor of the House"], zh: ["会场"] }, note: "", items: [] },
];
const LOOKING: Looking = { text: "", from: "en", into: "fr", item: null };
const numbers = (looking: Partial<Looking>) =>
  new Glossary(ENTRIES).search({ ...LOOKING, ...looking }).found.map(({ entry }) => entry.number);

afterEach(() => vi.unstubAllGlobals());

function answers(entries: GlossaryEntry[], etag = '"1"') {
  return vi.fn<typeof fetch>(() => Promise.resolve(Response.json({ entries }, { headers: { ETag: etag } })));
}

test("what is typed is found whatever its case, accents and marks", () => {
  expect(folded("  PRÉSIDENT(E), l’Île ")).toBe("president e l ile");
  expect(numbers({ text: "PRESIDENT" })).toEqual([2]);
  expect(numbers({ text: "الكلمه" })).toEqual([1]);
  expect(numbers({ text: "会" })).toEqual([3]);
  expect(numbers({ text: "presides" })).toEqual([2]);
  expect(numbers({ text: "nothing" })).toEqual([]);
});

test("the open item comes first; without a text only what is of it, or of all", () => {
  expect(numbers({ text: "floor" })).toEqual([1, 3]);
  expect(numbers({ text: "o", item: 6 })[0]).toBe(2);
  expect(numbers({ item: 6 })).toEqual([2, 3]);
  expect(numbers({})).toEqual([1, 2, 3]);
});

test("of five thousand entries no more is shown than can be read", () => {
  const many = Array.from({ length: 5000 }, (_, number) => ({
    number,
    terms: { en: [`term number ${String(number)}`], fr: [`terme numéro ${String(number)}`] },
    note: "",
    items: [],
  }));
  const glossary = new Glossary(many);
  const { found, total } = glossary.search({ ...LOOKING, text: "numero" });
  expect([found.length, total]).toEqual([MOST_SHOWN, 5000]);
});

test("what was read stays where it cannot be read again", async () => {
  const fetcher = answers(ENTRIES);
  const reading = new GlossaryReading("/terms.json", fetcher);
  await reading.read();
  const first = reading.glossary;
  await reading.read();
  expect([reading.glossary === first, first?.size]).toEqual([true, 3]);
  fetcher.mockRejectedValueOnce(new TypeError("unreachable"));
  await reading.read();
  expect([reading.state, reading.glossary === first]).toEqual(["failed", true]);
});

function open(change: (meeting: FakeMeeting) => void = () => undefined): void {
  const meeting = new FakeMeeting(sampleContext(MEUNIER));
  CONSOLE_SCENES["on"]?.(meeting);
  change(meeting);
  render(Booth, { meeting });
}

test("by keys alone: G searches, Escape empties the search, and then goes back to the button of the air", async () => {
  const fetcher = answers(ENTRIES);
  vi.stubGlobal("fetch", fetcher);
  open();
  expect(fetcher).not.toHaveBeenCalled();
  await userEvent.keyboard("g");
  const field = screen.getByRole<HTMLInputElement>("searchbox", { name: "Search the glossary" });
  await expect.poll(() => document.activeElement).toBe(field);
  await userEvent.keyboard("chairp");
  expect(await screen.findByText("Président")).toBeTruthy();
  expect(screen.queryByText("parole")).toBeNull();
  await userEvent.keyboard("{Escape}");
  expect(field.value).toBe("");
  await userEvent.keyboard("{Escape}");
  await expect.poll(() => document.activeElement?.textContent).toContain("ON AIR");
  expect(fetcher).toHaveBeenCalledTimes(1);
});

test("where it cannot be read that is said, and it is tried again", async () => {
  const fetcher = answers(ENTRIES).mockRejectedValueOnce(new TypeError("unreachable"));
  vi.stubGlobal("fetch", fetcher);
  open();
  await userEvent.click(screen.getByRole("button", { name: /Glossary/ }));
  const failed = await screen.findByText(/could not be loaded/);
  expect(failed.getAttribute("role")).toBe("alert");
  await userEvent.click(screen.getByRole("button", { name: "Try again" }));
  await expect.poll(() => screen.queryByText(/could not be loaded/)).toBeNull();
});

test("who may not read it has neither button nor key", async () => {
  const fetcher = answers(ENTRIES);
  vi.stubGlobal("fetch", fetcher);
  open((meeting) => (meeting.context.urls.glossary = ""));
  await userEvent.keyboard("g");
  expect(screen.queryByRole("button", { name: /Glossary/ })).toBeNull();
  expect(fetcher).not.toHaveBeenCalled();
});
