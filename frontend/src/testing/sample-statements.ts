/** Texts of statements, for tests of views and for the harness. */
import type { StatementDocument, Who } from "../api/documents";
import type { FakeMeeting } from "./fake-meeting.svelte";
import { ASANTE, DUARTE, SATO } from "./sample-people";

export function sampleStatement(who: Who, more: Partial<StatementDocument> = {}): StatementDocument {
  return {
    statement: who.registration,
    who,
    number: 1,
    language: "en",
    paragraphs: ["Thank you, Chair.", "My delegation supports the proposal in Document C20/16."],
    file: "",
    at: "2020-06-09T10:20:00Z",
    ...more,
  };
}

/** Who speaks has handed in a text in Spanish, who is next one in English, and another one a file. */
export function handsIn(meeting: FakeMeeting): void {
  meeting.documents.statements = {
    seq: 40,
    item: 6,
    statements: [
      sampleStatement(DUARTE, {
        language: "es",
        paragraphs: [
          "Gracias, señor Presidente.",
          "Mi delegación apoya la propuesta del documento C20/16, que da a los pequeños operadores la certidumbre que piden desde hace años.",
          "Quisiéramos que la secretaría aclarara el calendario antes de la reunión presencial.",
        ],
      }),
      sampleStatement(SATO),
      sampleStatement(ASANTE, { paragraphs: [], file: "statement-ghana.pdf" }),
    ],
  };
}
