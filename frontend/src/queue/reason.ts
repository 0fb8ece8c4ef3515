/** Why somebody stands where they stand in the queue, in words (rules 4, 6, 7 and 12). */
import type { PlaceDocument } from "../api/documents";
import type { Context } from "../context";
import { gettext, interpolate, isolated, listText, ngettext, numberText, timeText } from "../i18n";
import type { Motion } from "../api/vocabulary";
import { capacityGroup, capacityName } from "../people/names";
import { motionName } from "./motions";

type Facts = PlaceDocument["reason"]["facts"];

interface Reader {
  context: Pick<Context, "consultation" | "capacities">;
  /** The place is the reader's own. */
  mine: boolean;
}

function count(facts: Facts, name: string): number {
  return Number(facts[name] ?? 0);
}

/** How many come before the reader; nothing for other readers, who see the list itself. */
function before(reason: PlaceDocument["reason"], mine: boolean): string {
  const ahead = aheadOf(reason, mine);
  const moved = count(reason.facts, "ahead_moved");
  if (!ahead || moved === 0) return ahead;
  if (count(reason.facts, "ahead_same") + count(reason.facts, "ahead_other") === 1) {
    return gettext("one speaker comes before you, moved there by the presiding officer");
  }
  return interpolate(
    ngettext(
      "%(ahead)s, one of them moved there by the presiding officer",
      "%(ahead)s, %(count)s of them moved there by the presiding officer",
      moved,
    ),
    { ahead, count: numberText(moved) },
  );
}

function aheadOf(reason: PlaceDocument["reason"], mine: boolean): string {
  if (!mine) return "";
  const ahead =
    reason.code === "point_of_order" || reason.code === "motion" || reason.code === "right_of_reply"
      ? count(reason.facts, "ahead")
      : count(reason.facts, "ahead_same") + count(reason.facts, "ahead_other");
  if (ahead === 0) return "";
  return interpolate(ngettext("one speaker comes before you", "%(count)s speakers come before you", ahead), {
    count: numberText(ahead),
  });
}

function base({ who, asked_at, reason }: PlaceDocument, context: Reader["context"]): string {
  const { facts } = reason;
  const time = timeText(asked_at, context.consultation.zone, true);
  const capacity = capacityName(who.capacity, context);
  switch (reason.code) {
    case "moved_by_leader":
      return interpolate(gettext("Moved here by the presiding officer: %(reason)s"), {
        reason: isolated(String(facts.reason)),
      });
    case "point_of_order":
      return interpolate(gettext("Point of order, before the list of speakers, asked %(time)s"), { time });
    case "motion":
      return interpolate(gettext("%(motion)s, before the list of speakers, asked %(time)s"), {
        motion: motionName(facts.motion as Motion),
        time,
      });
    case "right_of_reply":
      return interpolate(gettext("Right of reply, after the list of speakers, asked %(time)s"), { time });
    case "after_others":
      return interpolate(gettext("%(capacity)s: after %(classes)s, although asked %(time)s"), {
        capacity,
        classes: listText(
          String(facts.after)
            .split(" ")
            .map((key) => capacityGroup(key, context)),
        ),
        time,
      });
    case "first_on_item":
      return interpolate(gettext("%(capacity)s: speaks first on this item, asked %(time)s"), { capacity, time });
    case "in_order":
      break;
    default:
      reason.code satisfies never;
  }
  return interpolate(gettext("%(capacity)s, asked %(time)s"), { capacity, time });
}

/** One place in the queue, explained: "Observer Member State, asked 12:40:11: 2 speakers come before you". */
export function reasonText(place: PlaceDocument, { context, mine }: Reader): string {
  const text = base(place, context);
  const ahead = before(place.reason, mine);
  return ahead ? interpolate(gettext("%(reason)s: %(ahead)s"), { reason: text, ahead }) : text;
}
