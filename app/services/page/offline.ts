import { holdSite, keepCode, keepSite, onTakeover } from '../../../runtime/client/site-keeper.ts';
import type { AppStore } from '../../state/store.ts';
import type { Kernel } from '../kernel/kernel.ts';

/** Nothing was built or run for this long: what was not asked for may be fetched. */
const QUIET_MS = 6000;
/** What was just built gets to say something first. */
const FIRST_WORDS_MS = 2000;
/** While one of these goes on, the machine and the line are the visitor's. */
const BUSY = ['starting', 'waiting-for-toolchain', 'compiling', 'linking'];

/**
 * Has this browser keep the site and its compiler, so that they open without the network: after everything that the
 * visitor waits for. First what is needed for what was done so far, and then all the rest.
 */
export async function workOffline(page: Window, kernel: Kernel, store: AppStore): Promise<void> {
  const build = page.document.querySelector('meta[name="preopen-build"]')?.getAttribute('content');
  // A page that was not built has no service worker.
  if (!build || !('serviceWorker' in navigator)) return;
  const base = new URL('./', page.location.href).href;
  const isCalm = ({ toolchain, run }: ReturnType<AppStore['getState']>): boolean =>
    toolchain.phase === 'ready' && !BUSY.includes(run.phase);
  do {
    await until(store, isCalm);
    await new Promise((resolve) => setTimeout(resolve, FIRST_WORDS_MS));
  } while (!isCalm(store.getState()));
  await breather(page);
  await holdSite(base, build);

  const keep = async (): Promise<boolean> => {
    const kept = await keepSite(base);
    if (kept?.isComplete === true && kept.build !== build) store.getState().buildArrived();
    return kept?.isComplete === true;
  };
  onTakeover(() => void keep());
  if (!(await keep())) return;
  const first = await kernel.request('keepToolchain', { isWhole: false });
  if (first.kept === 'none') return;
  await keepCode(first.uncached);
  if (first.kept === 'some') await quiet(page, store);
  const last = await kernel.request('keepToolchain', { isWhole: true });
  if (last.kept === 'all') store.getState().allKept();
  await keepCode(last.uncached.filter((module) => !first.uncached.includes(module)));
}

function until(store: AppStore, isSo: (state: ReturnType<AppStore['getState']>) => boolean): Promise<void> {
  return new Promise((resolve) => {
    if (isSo(store.getState())) return resolve();
    const unsubscribe = store.subscribe((state) => {
      if (!isSo(state)) return;
      unsubscribe();
      resolve();
    });
  });
}

function breather(page: Window): Promise<void> {
  return new Promise((resolve) => {
    // Not in every browser.
    if ('requestIdleCallback' in page) page.requestIdleCallback(() => resolve(), { timeout: 2000 });
    else setTimeout(resolve, 200);
  });
}

function quiet(page: Window, store: AppStore): Promise<void> {
  return new Promise((resolve) => {
    let timer: number;
    const wait = (): void => {
      page.clearTimeout(timer);
      timer = page.setTimeout(() => {
        unsubscribe();
        resolve();
      }, QUIET_MS);
    };
    const unsubscribe = store.subscribe(({ run }, before) => {
      if (run !== before.run) wait();
    });
    wait();
  });
}
