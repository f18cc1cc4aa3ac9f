/** What `watchCompare` leaves in the page. */
export interface WatchedCompare {
  /** Opens the room, and resolves with the milliseconds until its charts are painted, the scatter among them. */
  openRoom(): Promise<number>;
  /** Resolves with the milliseconds from the next movement of the pointer until the charts that it changed are painted. */
  nextUpdate(): Promise<number>;
}

/** Runs in the page: times from what a person does to the frame that shows what came of it. */
export function watchCompare(): void {
  // A message posted in an animation frame runs after that frame is painted.
  const afterPaint = () =>
    new Promise<number>((resolve) => {
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => resolve(performance.now());
        port2.postMessage(null);
      });
    });
  const selected = () => document.querySelector('section[aria-label="Selection"] strong');
  // A canvas is 300 wide until something is drawn into it.
  const isDrawn = () =>
    [...document.querySelectorAll('main canvas')].some((canvas) => (canvas as HTMLCanvasElement).width !== 300);
  const nextFrame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  const watched: WatchedCompare = {
    async openRoom() {
      const start = performance.now();
      location.hash = '#/compare';
      while (!selected() || !isDrawn()) await nextFrame();
      return (await afterPaint()) - start;
    },
    nextUpdate() {
      return new Promise((resolve, reject) => {
        setTimeout(() => reject(new Error('The movement changed no chart within 20 s.')), 20_000);
        let start = 0;
        const before = selected()?.textContent;
        const observer = new MutationObserver(() => {
          if (start === 0 || selected()?.textContent === before) return;
          observer.disconnect();
          // The scatter draws in the frame after its charts have changed.
          void nextFrame()
            .then(afterPaint)
            .then((end) => resolve(end - start));
        });
        observer.observe(document.body, { subtree: true, childList: true, characterData: true });
        addEventListener('pointermove', (event) => (start = event.timeStamp), { capture: true, once: true });
      });
    },
  };
  Object.assign(globalThis, { watched });
}
