/** A practice on a machine whose microphone gives what a test says, and where nothing is played. */
import type { PracticeContext, PracticeKind } from "../practising";
import { sampleContext } from "./sample";
import { MEUNIER, PEREIRA } from "./sample-people";

export function samplePracticeContext(kind: PracticeKind = "delegate"): PracticeContext {
  const room = sampleContext(kind === "interpreter" ? MEUNIER : PEREIRA);
  const view = kind === "interpreter" ? "booth" : "room";
  const urls = { ...room.urls, join: "", room: "", booth: "" };
  const me = {
    ...room.me,
    may: room.me.may.filter((action) => action.startsWith("booth.") || /^floor\.(?!point|language)/.test(action)),
  };
  return { kind, room: { ...room, view, urls, me, practice: true, items: [] }, practised: "", finish: "/finish/" };
}
