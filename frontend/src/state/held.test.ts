import { expect, test } from "vitest";

import type { MapDocument } from "../api/documents";
import { HeldDocuments } from "./held.svelte";

const map = (seq: number, floor: string | null): MapDocument => ({
  seq,
  floor,
  next: null,
  presiding: null,
  voice: false,
  language: null,
  channels: {},
});

test("a newer document replaces, an older one is dropped", () => {
  const held = new HeldDocuments();
  expect(held.map).toBeNull();
  expect(held.accept("map", map(4, "r1"))).toBe(true);
  expect(held.accept("map", map(3, "r2"))).toBe(false);
  expect(held.map?.floor).toBe("r1");
  expect(held.accept("map", map(5, "r3"))).toBe(true);
  expect(held.map?.floor).toBe("r3");
});

test("a document of equal number replaces", () => {
  const held = new HeldDocuments();
  held.accept("map", map(4, "r1"));
  expect(held.accept("map", map(4, null))).toBe(true);
  expect(held.map?.floor).toBeNull();
});

test("documents are numbered each for itself, and unknown names are ignored", () => {
  const held = new HeldDocuments();
  held.accept("map", map(9, null));
  expect(held.accept("turn", { seq: 2 })).toBe(true);
  expect(held.accept("conclusion", { seq: 3 })).toBe(true);
  expect(held.conclusion?.seq).toBe(3);
  expect(held.accept("accept", { seq: 99 })).toBe(false);
});
