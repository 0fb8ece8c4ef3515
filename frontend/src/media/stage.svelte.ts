import { show } from "./show";

/** The large picture: the floor's, or one's own while speaking. */
export class Stage {
  picture = $state(false);
  private track: MediaStreamTrack | null = null;
  private readonly elements = new Set<HTMLVideoElement>();

  readonly attach = (element: HTMLVideoElement): (() => void) => {
    this.elements.add(element);
    show(element, this.track);
    return () => {
      this.elements.delete(element);
      show(element, null);
    };
  };

  put(track: MediaStreamTrack | null): void {
    this.track = track;
    this.picture = track !== null;
    for (const element of this.elements) show(element, track);
  }
}
