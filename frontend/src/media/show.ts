/** Show a picture in a video element, silently: sound has elements of its own. */
export function show(element: HTMLVideoElement, track: MediaStreamTrack | null): void {
  const shown = element.srcObject instanceof MediaStream ? element.srcObject.getVideoTracks()[0] : undefined;
  if (shown === (track ?? undefined)) return;
  element.muted = true;
  element.playsInline = true;
  element.srcObject = track ? new MediaStream([track]) : null;
  // A browser that saves power may refuse; it plays when the page is looked at again.
  if (track) element.play().catch(() => undefined);
}
