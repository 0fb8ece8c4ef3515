import { beforeEach, describe, expect, it } from "vitest";

import { chooseZone } from "./time-zone";

function field(own: string, chosen: string): HTMLSelectElement {
  document.body.innerHTML = `<select name="time_zone" ${own}><option value="">-</option><option>Asia/Tokyo</option><option>UTC</option></select>`;
  const select = document.querySelector("select");
  if (!select) throw new Error("no field");
  select.value = chosen;
  return select;
}

describe("the browser's time zone", () => {
  beforeEach(() => {
    document.body.innerHTML = "";
  });

  it("is chosen where a person is asked for their own", () => {
    const select = field("data-own", "");
    chooseZone("Asia/Tokyo");
    expect(select.value).toBe("Asia/Tokyo");
  });

  it("is offered under its old name too", () => {
    const select = field("data-own", "");
    chooseZone("Asia/Calcutta");
    expect(select.value).toBe("Asia/Calcutta");
    expect(select.selectedOptions[0]?.text).toBe("Calcutta (UTC+5:30)");
  });

  it("leaves what was chosen, and what is somebody else's", () => {
    const chosen = field("data-own", "UTC");
    chooseZone("Asia/Tokyo");
    expect(chosen.value).toBe("UTC");
    const another = field("", "");
    chooseZone("Asia/Tokyo");
    expect(another.value).toBe("");
  });
});
