/** What bench/ puts into the app's page before the page's own code runs. */
export interface InPage {
  /** When the editor could first take keys, ms since navigation. */
  readonly editorReady: Promise<number>;
  /** When the latest click began, ms since navigation. */
  clickedAt: number;
  /** The longest time for which the page did nothing else, ms, since the last reset. */
  longestTaskMs: number;
  /** From now on the terminal is watched for `text`. */
  expect(text: string): void;
  /** Clicks Run as soon as it can be clicked. */
  clickRun(): void;
  /** Resolves with when that was first to be seen, ms since navigation. */
  shown: Promise<number>;
}

export type BenchWindow = Window & { readonly bench: InPage };

/** Serialised and run in the page: it can use nothing from this module. */
export function installInPage(): void {
  const EDITOR = 'textarea[aria-label^="Editor"], [role="textbox"][aria-label^="Editor"]';
  // The rows that are painted; the text for assistive technology beside them follows up to a second later.
  const terminalText = (): string =>
    (document.querySelector('.xterm-rows')?.textContent ?? '').replaceAll('\u00a0', ' ');

  const runButton = (): HTMLButtonElement | null => document.querySelector('button[aria-label="Run"]:not(:disabled)');

  /** Asked after every change of the page, not by the clock: nothing is rounded up to a frame. */
  const whenTrue = (isTrue: () => boolean): Promise<number> =>
    new Promise((resolve) => {
      const look = (): void => {
        if (!isTrue()) return;
        observer.disconnect();
        // After all else that the page does in this task.
        setTimeout(() => resolve(performance.now()));
      };
      const observer = new MutationObserver(look);
      observer.observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
      look();
    });

  const bench: InPage = {
    editorReady: whenTrue(() => document.querySelector(EDITOR) !== null),
    clickedAt: 0,
    longestTaskMs: 0,
    expect: (text) => void (bench.shown = whenTrue(() => terminalText().includes(text))),
    clickRun: () => void whenTrue(() => runButton() !== null).then(() => runButton()?.click()),
    shown: Promise.reject(new Error('Nothing was expected in the terminal')),
  };
  bench.shown.catch(() => undefined);
  addEventListener('click', (event) => (bench.clickedAt = event.timeStamp), true);
  if (PerformanceObserver.supportedEntryTypes.includes('longtask')) {
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) bench.longestTaskMs = Math.max(bench.longestTaskMs, duration);
    }).observe({ type: 'longtask' });
  } else watchTurns();
  Object.assign(window, { bench });

  /** Where the browser reports no long tasks: how late the page comes back to a message it sent itself. */
  function watchTurns(): void {
    const { port1, port2 } = new MessageChannel();
    let sentAt = performance.now();
    port1.onmessage = () => {
      bench.longestTaskMs = Math.max(bench.longestTaskMs, performance.now() - sentAt);
      setTimeout(() => {
        sentAt = performance.now();
        port2.postMessage(undefined);
      }, 5);
    };
    port2.postMessage(undefined);
  }
}
