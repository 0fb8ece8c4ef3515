/** What simulated delegates and interpreters say: the same statement in each language, by `scripts/clips.py`. */
import ar from "./clips/ar.mp3";
import en from "./clips/en.mp3";
import es from "./clips/es.mp3";
import fr from "./clips/fr.mp3";
import ru from "./clips/ru.mp3";
import zh from "./clips/zh.mp3";
import type { Language } from "../../context";

export const CLIPS: Readonly<Record<Language, string>> = { ar, zh, en, fr, ru, es };
