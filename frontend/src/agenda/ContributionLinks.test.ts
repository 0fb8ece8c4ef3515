import { render, screen } from "@testing-library/svelte";
import { tick } from "svelte";
import { expect, test } from "vitest";

import type { DocumentationDocument } from "../api/documents";
import { FakeMeeting } from "../testing/fake-meeting.svelte";
import ItemCard from "./ItemCard.svelte";

/** The item that is open in the sample. */
const ITEM = 6;

function open(read: Partial<DocumentationDocument["items"][number]>): FakeMeeting {
  const meeting = new FakeMeeting();
  reads(meeting, read);
  render(ItemCard, { meeting });
  return meeting;
}

function reads(meeting: FakeMeeting, read: Partial<DocumentationDocument["items"][number]> | null): void {
  const items = read ? [{ item: ITEM, document: "", withdrawn: false, contributions: [], ...read }] : [];
  meeting.documents.documentation = { seq: 41, items };
}

const links = (): string[] => screen.queryAllByRole("link").map((link) => link.getAttribute("href") ?? "");

test("each posted contribution is a link with the Members that submitted it", () => {
  open({ contributions: [{ symbol: "C20/70", members: ["BR", "JP"] }] });
  expect(links()).toEqual(["/consultations/council-2020/documents/C20/70/"]);
  expect(screen.getByText("Brazil and Japan")).toBeTruthy();
});

test("who may not open documents reads the symbols", async () => {
  const meeting = new FakeMeeting();
  meeting.context.urls.document = "";
  reads(meeting, { document: "C20/16", contributions: [{ symbol: "C20/70", members: ["BR"] }] });
  render(ItemCard, { meeting });
  await tick();
  expect(links()).toEqual([]);
  expect(screen.getByText("C20/70")).toBeTruthy();
  expect(screen.getByText("C20/16")).toBeTruthy();
});

test("links follow what is posted, withdrawn and held back", async () => {
  const meeting = open({});
  expect(links()).toEqual([]);
  expect(screen.getByText("C20/16")).toBeTruthy();
  reads(meeting, { document: "C20/16", contributions: [{ symbol: "C20/71", members: ["JP"] }] });
  await tick();
  expect(links()).toEqual([
    "/consultations/council-2020/documents/C20/16/",
    "/consultations/council-2020/documents/C20/71/",
  ]);
  reads(meeting, { document: "C20/16", withdrawn: true });
  await tick();
  expect(links()).toEqual(["/consultations/council-2020/documents/C20/16/"]);
  expect(screen.getByText("withdrawn")).toBeTruthy();
});

test("what is held back opens for who prepares documents", () => {
  const meeting = new FakeMeeting();
  meeting.context.me.prepares_documents = true;
  reads(meeting, null);
  render(ItemCard, { meeting });
  expect(links()).toEqual(["/consultations/council-2020/documents/C20/16/"]);
});
