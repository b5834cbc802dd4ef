import type { Page } from '@playwright/test';

/** What the page shows at one moment at which its status line says that everything is saved, or at any moment. */
export interface Claim {
  readonly isSaved: boolean;
  /** Names of rows of the tree that are in view. */
  readonly names: readonly string[];
  /** The first line in the editor. */
  readonly text: string;
}

const MARK = 'claim:';

/**
 * Collects what pages of one browser show while they are used. Each claim is read from the document in one go, so that it is what
 * a person could have seen, and it is sent from the page before the page can be killed: what arrived here was shown.
 */
export class Claims {
  #latest: Claim[] = [];

  async listen(page: Page): Promise<void> {
    page.on('console', (message) => {
      const text = message.text();
      if (text.startsWith(MARK)) this.#latest.push(JSON.parse(text.slice(MARK.length)) as Claim);
    });
    await page.addInitScript(report, MARK);
  }

  /** What came since the last call, oldest first. */
  take(): readonly Claim[] {
    const taken = this.#latest;
    this.#latest = [];
    return taken;
  }
}

/** Runs in the page. */
function report(mark: string): void {
  let last = '';
  const look = (): void => {
    const plain = document.querySelector<HTMLTextAreaElement>('textarea[aria-label^="Editor, "]');
    const rich = document.querySelector('[role=region][aria-label=Editor] .view-line');
    const claim = JSON.stringify({
      isSaved:
        /(?<!not )saved/.test(document.querySelector('[role=status][aria-label=Status]')?.textContent ?? '') &&
        document.querySelector('[role=tab][aria-label$="not saved yet"]') === null,
      names: Array.from(document.querySelectorAll('[role=treeitem]'), (row) => row.getAttribute('aria-label')),
      text: (rich?.textContent ?? plain?.value.split('\n')[0] ?? '').replaceAll('\u00a0', ' '),
    });
    // eslint-disable-next-line no-console -- a message that is sent at once, in both browsers
    if (claim !== last) console.debug(mark + claim);
    last = claim;
  };
  setInterval(look, 10);
}
