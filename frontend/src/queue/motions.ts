/** Motions, what each asks for, and what who presides said to them (rules 43 to 45). */
import type { RulingDocument } from "../api/documents";
import type { Motion, Verdict } from "../api/vocabulary";
import { gettext, interpolate, isolated } from "../i18n";
import type { Meeting } from "../meeting";
import { standsFor, whoText } from "../people/names";

export function motionName(motion: Motion): string {
  switch (motion) {
    case "point_of_order":
      return gettext("Point of order");
    case "suspension_of_sitting":
      return gettext("Suspension of the sitting");
    case "adjournment_of_sitting":
      return gettext("Adjournment of the sitting");
    case "adjournment_of_debate":
      return gettext("Adjournment of the debate");
    case "closure_of_debate":
      return gettext("Closure of the debate");
    case "closure_of_list":
      return gettext("Closure of the list of speakers");
    case "right_of_reply":
      return gettext("Right of reply");
    default:
      return motion satisfies never;
  }
}

/** The button that withdraws one's own. */
export function withdrawMotionText(motion: Motion): string {
  if (motion === "point_of_order") return gettext("Withdraw the point of order");
  return motion === "right_of_reply" ? gettext("Withdraw the right of reply") : gettext("Withdraw the motion");
}

/** What is asked before. */
export function withdrawQuestion(motion: Motion): string {
  if (motion === "point_of_order") return gettext("Withdraw your point of order?");
  return motion === "right_of_reply" ? gettext("Withdraw your right of reply?") : gettext("Withdraw your motion?");
}

/** The button that raises it. */
export function raiseText(motion: Motion): string {
  if (motion === "point_of_order") return gettext("Raise the point of order");
  return motion === "right_of_reply" ? gettext("Ask to reply") : gettext("Move it");
}

/** What it asks for. */
export function motionDetail(motion: Motion): string {
  switch (motion) {
    case "point_of_order":
      return gettext("That the rules are followed: the presiding officer rules on it.");
    case "suspension_of_sitting":
      return gettext("A pause, after which the sitting resumes.");
    case "adjournment_of_sitting":
      return gettext("That the sitting ends for today.");
    case "adjournment_of_debate":
      return gettext("That this item is discussed no further here, and deferred.");
    case "closure_of_debate":
      return gettext("That no one speaks on this item any more.");
    case "closure_of_list":
      return gettext("That no further speakers are added for this item.");
    case "right_of_reply":
      return gettext("To answer what was said about you, after the list of speakers.");
    default:
      return motion satisfies never;
  }
}

export function verdictName(verdict: Verdict): string {
  switch (verdict) {
    case "accepted":
      return gettext("Accepted");
    case "rejected":
      return gettext("Not accepted");
    case "noted":
      return gettext("No ruling required");
    default:
      return verdict satisfies never;
  }
}

/** "Closure of the debate, moved by Ghana: not accepted."; or whose ruling it is, of their own accord. */
export function rulingText(ruling: RulingDocument, context: Meeting["context"]): string {
  if (ruling.motion === "" || ruling.verdict === "" || ruling.mover === null) {
    return interpolate(gettext("Ruling of %(who)s"), { who: whoText(ruling.who, context) });
  }
  return interpolate(gettext("%(motion)s, raised by %(who)s: %(verdict)s"), {
    motion: motionName(ruling.motion),
    who: isolated(standsFor(ruling.mover, context)),
    verdict: verdictName(ruling.verdict),
  });
}
