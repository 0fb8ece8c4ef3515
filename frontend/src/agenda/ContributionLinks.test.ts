import { render, screen } from "@testing-library/svelte";
import { expect, test } from "vitest";

import ContributionLinks from "./ContributionLinks.svelte";

const CONTRIBUTION = { symbol: "C20/70", document_url: "/documents/C20/70/", members: "Brazil and Japan" };

test("each posted contribution is a link with the Members that submitted it", () => {
  render(ContributionLinks, { item: { contributions: [CONTRIBUTION] } });
  expect(screen.getByRole("link", { name: /C20\/70/ }).getAttribute("href")).toBe("/documents/C20/70/");
  expect(screen.getByText("Brazil and Japan")).toBeTruthy();
});

test("who may not open documents reads the symbol", () => {
  render(ContributionLinks, { item: { contributions: [{ ...CONTRIBUTION, document_url: "" }] } });
  expect(screen.queryByRole("link")).toBeNull();
  expect(screen.getByText("C20/70")).toBeTruthy();
});
