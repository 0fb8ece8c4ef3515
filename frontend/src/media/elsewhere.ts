/**
 * Whether a page is in another room of the media engine than the sitting.
 *
 * @param sid of the room that the page is in; empty while it is in none
 * @param room of the sitting; empty before there was one
 */
export function isElsewhere(sid: string, room: string): boolean {
  return sid !== "" && room !== "" && sid !== room;
}
