/** What the coach says at each step of a practice. */
import { gettext, interpolate } from "../i18n";
import { languageInWords } from "../language/names";
import type { Practice, PracticeContext, PracticeStep } from "../practising";

/** What a step is called. */
export function stepLabel(step: PracticeStep, { kind }: Pick<PracticeContext, "kind">): string {
  switch (step) {
    case "ask":
      return gettext("Ask for the floor");
    case "list":
      return gettext("Find yourself on the list");
    case "next":
      return gettext("Wait for your turn");
    case "speak":
      return kind === "interpreter" ? gettext("Interpret") : gettext("Speak");
    case "finish":
      return gettext("Give the floor back");
    case "listen":
      return gettext("Hear the interpretation");
    case "booth":
      return gettext("Choose your booth");
    case "air":
      return gettext("Go on air");
    case "cough":
      return gettext("Cough without being heard");
    case "hand_over":
      return gettext("Hand over to your partner");
    case "take_back":
      return gettext("Take over from your partner");
    default:
      return step satisfies never;
  }
}

type Seen = Pick<Practice, "step" | "meeting" | "deaf">;

/** What to do now, in a sentence or two. */
export function coaching(practice: Seen): string {
  switch (practice.step) {
    case null:
      return "";
    case "ask":
      return gettext("A simulated delegate is speaking. Choose “Ask for the floor”, or press R, and confirm.");
    case "list":
      return gettext("Your name is on the list of speakers, marked “you”, with the reason for your place.");
    case "next":
      return waiting(practice.meeting);
    case "speak":
      return practice.meeting.context.view === "booth" ? interpreting(practice.meeting) : speaking(practice.meeting);
    case "finish":
      return gettext("You were heard. Choose “Finish”, or press F. The time that you have left is shown beside it.");
    case "listen":
      return listening(practice);
    case "booth":
      return gettext("Choose the language into which you interpret. If the browser asks, allow the microphone.");
    case "air":
      return gettext("You hear the floor. Choose “OFF AIR”, or press the space bar: you are then on air.");
    case "cough":
      return onAirFirst(
        practice.meeting,
        gettext("You were heard. Hold “Cough”, or the key C, for a moment and release it: meanwhile you are silent."),
      );
    case "hand_over":
      return onAirFirst(
        practice.meeting,
        gettext("Choose “Hand over”, or press H: your microphone closes, and your partner goes on air."),
      );
    case "take_back":
      return takingOver(practice.meeting);
    default:
      return practice.step satisfies never;
  }
}

function waiting({ speaking, documents }: Practice["meeting"]): string {
  if (speaking.state === "warming") {
    return gettext("You are next. If the browser asks, allow the microphone: no one hears you yet.");
  }
  if (speaking.state === "ready") return gettext("You are next. Your microphone is ready, and no one hears you yet.");
  return documents.queue?.places[0]?.next
    ? gettext("One speaker comes before you. You may withdraw your request at any time.")
    : gettext("Your turn comes in a moment.");
}

function speaking({ speaking: own }: Practice["meeting"]): string {
  if (own.state === "confirm") return gettext("You have the floor. Choose “Start speaking” when you are ready.");
  if (own.state === "connecting") return gettext("You have the floor. If the browser asks, allow the microphone.");
  return gettext("You have the floor. Say a sentence or two, for example: “Thank you, Chair. I hear you well.”");
}

function interpreting(meeting: Practice["meeting"]): string {
  return onAirFirst(meeting, gettext("You are on air. Interpret a sentence or two of what you hear."));
}

function onAirFirst({ booth }: Practice["meeting"], otherwise: string): string {
  if (booth.state === "on_air") return otherwise;
  return gettext("You are off air. Choose “OFF AIR”, or press the space bar, to go on air.");
}

function listening({ meeting, deaf }: Seen): string {
  if (deaf) {
    return gettext("Turn up the volume, or choose another loudspeaker under “Help”: “Sound, devices and keys”.");
  }
  const { context, documents, listening: hears } = meeting;
  if (context.languages.length < 2) return gettext("A simulated delegate is speaking. Do you hear it?");
  const language = languageInWords(documents.turn?.speaker?.language ?? "", context);
  return interpolate(
    hears.plays === "booth"
      ? gettext("A simulated delegate speaks %(language)s. Do you hear the interpretation?")
      : gettext("A simulated delegate speaks %(language)s. Choose your language below to hear the interpretation."),
    { language },
  );
}

/** What is to be heard is played: they can say whether they hear it. */
export function canAnswer({ step, meeting }: Seen): boolean {
  return step === "listen" && (meeting.listening.plays === "booth" || meeting.context.languages.length < 2);
}

function takingOver({ context, documents }: Practice["meeting"]): string {
  const seats = documents.booths?.booths.map((booth) => booth.seats) ?? [];
  const own = seats.find((those) => those.some(({ who }) => who.registration === context.me.registration));
  return own?.some(({ on_air_since: since }) => since !== null)
    ? gettext("Your partner is on air. Press the same button: you go on air as soon as they hand over.")
    : gettext("The booth is silent. Choose “OFF AIR”, or press the space bar, to go on air again.");
}
