/** Made-up people of a sample sitting. */
import type { Who } from "../api/documents";

export function who(registration: number, name: string, member: string | null, capacity = "council_state"): Who {
  return { registration, name, member, capacity };
}

export const DUARTE = who(1, "Ms. Elena Duarte", "AR");
export const SATO = who(2, "Mr. Kenji Sato", "JP");
export const ASANTE = who(3, "Ms. Abena Asante", "GH");
export const PEREIRA = who(4, "Mr. Caio Pereira", "BR");
export const HAUGEN = who(5, "Ms. Ingrid Haugen", "NO", "observer_state");
export const NASSER = who(6, "Ms. Lina Nasser", "PS", "observer_palestine");
export const MANSOUR = who(7, "السيدة سلمى منصور", "EG");
export const OKAFOR = who(8, "Mr. Chidi Okafor", "NG");
export const KELLER = who(20, "Ms. Ruth Keller", null, "vice_chair");
export const CHAIR = who(21, "Mr. Anselm Brandt", null, "chair");
export const OFFICER = who(22, "Ms. Nadia Roche", null, "secretariat");
export const MEUNIER = who(30, "Ms. Claire Meunier", null, "interpreter");
export const ADJEI = who(31, "Mr. Paul Adjei", null, "interpreter");
export const TECHNICIAN = who(40, "Mr. Jonas Weber", null, "technician");
export const PRATT = who(50, "Ms. Olivia Pratt", "sm-northline", "sector_member");

export const EVERYBODY: readonly Who[] = [
  DUARTE,
  SATO,
  ASANTE,
  PEREIRA,
  MANSOUR,
  OKAFOR,
  HAUGEN,
  NASSER,
  PRATT,
  CHAIR,
  KELLER,
  OFFICER,
  MEUNIER,
  ADJEI,
  TECHNICIAN,
];

export const ENGLISH_NAMES: Record<string, string> = {
  AR: "Argentina",
  JP: "Japan",
  GH: "Ghana",
  BR: "Brazil",
  NO: "Norway",
  PS: "State of Palestine",
  EG: "Egypt",
  NG: "Nigeria",
  "sm-northline": "Northline Networks",
};

export const ARABIC_NAMES: Record<string, string> = {
  AR: "الأرجنتين",
  JP: "اليابان",
  GH: "غانا",
  BR: "البرازيل",
  NO: "النرويج",
  PS: "دولة فلسطين",
  EG: "مصر",
  NG: "نيجيريا",
  "sm-northline": "Northline Networks",
};
