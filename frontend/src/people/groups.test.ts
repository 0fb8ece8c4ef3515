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

test("Members stand as the body lists them, whatever they are called; a new one comes last", () => {
  const members = { "17": "Zambia", "4": "Angola", JO: "Jordan", FI: "Finland" };
  const present = ["4", "FI", "XX", "17", "JO"].map((code, index) => ({
    who: who(index + 1, code, code),
    since: "2020-06-09T09:50:00Z",
  }));
  const listed = { ...context, members, list_order: ["JO", "17", "FI", "4"] };
  const [group] = grouped(present, "", "name", listed);
  expect(group?.people.map((one) => one.who.member)).toEqual(["JO", "17", "FI", "4", "XX"]);
});

test("nobody by that name", () => {
  expect(names("nobody")).toEqual([]);
});
