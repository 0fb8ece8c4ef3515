/** What whoever leads can do now: each act with its key, its words and whether it can be done. */
import { nextItem } from "../agenda/items";
import type { PlaceDocument } from "../api/documents";
import type { SittingState } from "../api/vocabulary";
import type { Commands } from "../commands/commands.svelte";
import { gettext, interpolate, numberText } from "../i18n";
import type { NamedKey } from "../keys/keys";
import type { Meeting } from "../meeting";
import { headOf, othersThanHead, passedOver } from "../queue/line";
import { conclusionActs, type ConclusionAct } from "./conclusion-acts";
import { lightWaits } from "../speaking/light";
import { leading } from "./lead";
import { asksFirst } from "./taking-up";
import { undoAct } from "./undo";
import { timeOver } from "../agenda/window";

/** One minute more, in seconds. */
const MORE = 60;
/** Places that a digit can name. */
const LAST_DIGIT = 9;

export interface Act extends NamedKey {
  off: boolean;
}

/** What the console asks before an act: a dialog, or the order of the queue. */
export interface Asks {
  open(
    question: "open" | "close" | "items" | "speak" | "lead" | "end" | "prolong" | "keys" | "ask" | "record" | "rule",
  ): void;
  /** About taking up an item: who speaks, and what becomes of those who wait. */
  takeUp(item: number): void;
  reorder(): void;
  draft(): void;
  search(): void;
}

export type ActName =
  | "give"
  | "takeBack"
  | "mute"
  | "extend"
  | "goAhead"
  | "putBack"
  | "list"
  | "reorder"
  | "takeUp"
  | "items"
  | "closeItem"
  | "undo"
  | "rule"
  | ConclusionAct
  | "speak"
  | "sitting"
  | "prolong"
  | "lead"
  | "end"
  | "search"
  | "keys";

const TURNS_SITTING: Record<
  SittingState,
  { command: "sitting.open" | "sitting.suspend" | "sitting.resume"; label: () => string } | null
> = {
  planned: { command: "sitting.open", label: () => gettext("Open the sitting") },
  open: { command: "sitting.suspend", label: () => gettext("Suspend") },
  suspended: { command: "sitting.resume", label: () => gettext("Resume") },
  ended: null,
};

type Made = Record<ActName, Act>;

/** Languages in whose booths nobody is present. */
export function emptyBooths(meeting: Pick<Meeting, "documents">): string[] {
  const booths = meeting.documents.booths?.booths ?? [];
  return booths.filter(({ staffed }) => !staffed).map(({ language }) => language);
}

function floorActs(
  meeting: Meeting,
  commands: Commands,
  open: boolean,
  begins: boolean,
): Pick<Made, "give" | "takeBack" | "mute" | "extend" | "goAhead" | "putBack"> {
  const head = headOf(meeting.documents.queue);
  const speaker = meeting.documents.turn?.speaker ?? null;
  const about = (act: (turn: number) => Promise<boolean>) => () => {
    if (speaker) void act(speaker.turn);
  };
  const off = !open || speaker === null;
  return {
    give: {
      key: "enter",
      label: gettext("Give the floor"),
      off: !begins || head === null || commands.sending("floor.next"),
      press: () => {
        if (head) void commands.send("next", "floor.next", { expected: head.turn });
      },
    },
    takeBack: {
      key: "t",
      label: gettext("Take the floor back"),
      off,
      press: about((turn) => commands.send("floor", "floor.take_back", { turn })),
    },
    mute: {
      key: "m",
      label: speaker?.muted ? gettext("Unmute") : gettext("Mute"),
      off,
      press: about((turn) => commands.send("floor", "floor.mute", { turn, muted: !speaker?.muted })),
    },
    extend: {
      key: "e",
      label: gettext("One minute more"),
      off,
      press: about((turn) => commands.send("floor", "floor.extend", { turn, seconds: MORE })),
    },
    goAhead: {
      key: "j",
      label: gettext("Let them begin"),
      off: off || lightWaits(speaker, meeting.now).length === 0,
      press: about((turn) => commands.send("floor", "floor.go_ahead", { turn })),
    },
    putBack: {
      key: "b",
      label: gettext("Return to list"),
      off,
      press: about((turn) => commands.send("floor", "floor.put_back", { turn })),
    },
  };
}

function itemActs(
  meeting: Meeting,
  commands: Commands,
  asks: Asks,
  open: boolean,
  begins: boolean,
): Pick<Made, "takeUp" | "items" | "closeItem"> {
  const items = meeting.documents.items;
  const position = (id: number | undefined | null) =>
    numberText(meeting.context.items.find((text) => text.id === id)?.position ?? 0);
  const following = nextItem(items);
  const label = (format: string, id: number | undefined | null) => interpolate(format, { position: position(id) });
  return {
    takeUp: {
      key: "n",
      label: following ? label(gettext("Take up item %(position)s"), following.item) : gettext("Take up the next item"),
      off: !begins || !following,
      press: () => {
        if (!following) return;
        if (asksFirst(meeting, following.item)) asks.takeUp(following.item);
        else void commands.send("items", "item.open", { item: following.item });
      },
    },
    items: {
      key: "a",
      label: gettext("Another item"),
      off: !begins || !items?.items.some(({ state }) => state !== "open"),
      press: () => asks.open("items"),
    },
    closeItem: {
      key: "i",
      label: items?.open ? label(gettext("Close item %(position)s"), items.open) : gettext("Close the item"),
      off: !open || !items?.open,
      press: () => asks.open("close"),
    },
  };
}

/** Every act of the console. Nothing can be done by somebody who does not lead, except to pass the lead (rule 4). */
export function leaderActs(meeting: Meeting, commands: Commands, asks: Asks): Made {
  const { sitting, queue, turn } = meeting.documents;
  const { leads, passes } = leading(meeting);
  const open = leads && sitting?.state === "open";
  // What begins: an item, a turn. Nothing does after the end of the window (rule 16).
  const over = timeOver(meeting);
  const begins = open && !over;
  const meets = leads && sitting !== null && sitting.state !== "ended";
  const turns = sitting && TURNS_SITTING[sitting.state];
  const listOpen = queue?.list_open ?? true;
  const speaks = turn?.speaker?.who.registration === meeting.context.me.registration;
  return {
    ...floorActs(meeting, commands, open, begins),
    list: {
      key: "l",
      label: listOpen ? gettext("Close the list of speakers") : gettext("Reopen the list of speakers"),
      off: !meets || queue === null,
      press: () => void commands.send("queue", listOpen ? "queue.close" : "queue.open"),
    },
    reorder: {
      key: "r",
      label: gettext("Reorder"),
      off: !meets || (queue?.places.length ?? 0) < 2,
      press: () => asks.reorder(),
    },
    ...itemActs(meeting, commands, asks, open, begins),
    undo: undoAct(meeting, commands),
    rule: {
      key: "y",
      label: queue?.motions.length ? gettext("Rule on the motion") : gettext("Make a ruling"),
      off: !meets || sitting.state === "planned",
      press: () => asks.open("rule"),
    },
    ...conclusionActs(meeting, commands, asks, { leads: meets, open }),
    speak: { key: "s", label: gettext("Take the floor"), off: !begins || speaks, press: () => asks.open("speak") },
    sitting: {
      key: "o",
      label: turns?.label() ?? gettext("Ended"),
      off: !meets || !turns,
      press: () => {
        // A delegate who listens to a booth without anybody hears nothing but the floor: that is asked first.
        if (turns?.command === "sitting.open" && emptyBooths(meeting).length > 0) asks.open("open");
        else if (turns) void commands.send("sitting", turns.command);
      },
    },
    prolong: {
      key: "u",
      label: gettext("Extend the sitting"),
      off: !(open && over),
      press: () => asks.open("prolong"),
    },
    lead: { key: "g", label: gettext("Hand over the chair"), off: !passes, press: () => asks.open("lead") },
    end: {
      key: "x",
      label: gettext("End the sitting"),
      off: !meets || sitting.state === "planned",
      press: () => asks.open("end"),
    },
    search: { key: "p", label: gettext("Find a person"), off: false, press: () => asks.search() },
    keys: { key: "k", label: gettext("Keys"), off: false, press: () => asks.open("keys") },
  };
}

/** "Now" for each place but the head: the floor out of order, which the record shows (rule 12). By turn. */
export function nowActs(meeting: Meeting, commands: Commands): Map<number, Act> {
  const begins = leading(meeting).leads && meeting.documents.sitting?.state === "open" && !timeOver(meeting);
  const { queue } = meeting.documents;
  // An observer who is passed over is given the floor by an invitation, with words for the record.
  const others = othersThanHead(queue).filter((place) => !queue || !passedOver(place, queue));
  const act = (place: PlaceDocument): Act => ({
    key: place.position <= LAST_DIGIT ? `shift+${place.position}` : "",
    label: gettext("Now"),
    off: commands.sending("floor.give"),
    press: () => void commands.send("queue", "floor.give", { turn: place.turn }),
  });
  return new Map(begins ? others.map((place) => [place.turn, act(place)]) : []);
}
