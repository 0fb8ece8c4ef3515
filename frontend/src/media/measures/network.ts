/** What needs the client of the media engine, fetched by itself: it is half of all that the page of a test needs. */
export { carry } from "./carrying";
export { Ways } from "./ways";
