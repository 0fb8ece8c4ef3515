/** What browsers have and jsdom lacks: how a dialog opens and closes, and what needs a layout, a font or a pointer. */
class Unmeasured implements ResizeObserver {
  observe(): void {
    // Nothing has a size here.
  }

  unobserve(): void {
    // Nor did it before.
  }

  disconnect(): void {
    // Nothing was observed.
  }
}

export function completeJsdom(): void {
  globalThis.ResizeObserver = Unmeasured;
  const fonts = { ready: Promise.resolve() } as unknown as FontFaceSet;
  Object.defineProperty(document, "fonts", { value: fonts, configurable: true });
  HTMLDialogElement.prototype.showModal = function () {
    this.open = true;
  };
  HTMLDialogElement.prototype.close = function () {
    this.open = false;
    this.dispatchEvent(new Event("close"));
  };
  Element.prototype.scrollIntoView = () => undefined;
  Element.prototype.setPointerCapture = () => undefined;
}
