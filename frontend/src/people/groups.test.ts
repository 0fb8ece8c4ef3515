import { expect, test } from "vitest";

import { sampleContext } from "../testing/sample";
import { CHAIR, DUARTE, HAUGEN, KELLER, NASSER, PEREIRA, SATO, who } from "../testing/sample-people";
import { grouped } from "./groups";

const context = sampleContext();
const people = [HAUGEN, KELLER, SATO, NASSER, PEREIRA, CHAIR, DUARTE].map((one, index) => ({
  who: one,
  since: `2020-06-09T09:${String(50 - index)}:00Z`,
}));

const names = (wanted: string, order: "name" | "arrival" = "name") =>
  grouped(people, wanted, order, context).map(({ title, people: of }) => [title, of.map((one) => one.who.name)]);

test("the classes in their order, then the roles; in each by Member", () => {
  expect(names("")).toEqual([
    ["Council Member States", [DUARTE.name, PEREIRA.name, SATO.name]],
    ["Observer Member States", [HAUGEN.name]],
    ["State of Palestine (observer)", [NASSER.name]],
    ["Chair and Vice-Chair", [CHAIR.name, KELLER.name]],
  ]);
});

test("or by arrival, the earliest first", () => {
  expect(names("", "arrival")[0]).toEqual(["Council Member States", [DUARTE.name, PEREIRA.name, SATO.name]]);
  expect(names("", "arrival")[3]).toEqual(["Chair and Vice-Chair", [CHAIR.name, KELLER.name]]);
});

test.each(["braz", "PEREIRA", "brazil caio", "Council States Brazil"])(
  "%s finds the delegate of Brazil alone",
  (wanted) => {
    expect(names(wanted)).toEqual([["Council Member States", [PEREIRA.name]]]);
  },
);

test("accents do not matter", () => {
  const member = { ...context, members: { CI: "Côte d'Ivoire" } };
  const present = [{ who: who(1, "M. Koné", "CI"), since: "2020-06-09T09:50:00Z" }];
  expect(grouped(present, "cote kone", "name", member)).toHaveLength(1);
});

test("in Arabic the article does not count", () => {
  const members = { JO: "الأردن", DE: "ألمانيا", BR: "البرازيل", FI: "فنلندا" };
  const present = ["FI", "BR", "DE", "JO"].map((code, index) => ({
    who: who(index + 1, code, code),
    since: "2020-06-09T09:50:00Z",
  }));
  const [group] = grouped(present, "", "name", { ...context, language: "ar", members });
  expect(group?.people.map((one) => one.who.member)).toEqual(["JO", "DE", "BR", "FI"]);
});

test("nobody by that name", () => {
  expect(names("nobody")).toEqual([]);
});
