// First, so that what a panel says of itself comes after what all of them share.
import './ui/theme.css';
import './ui/base.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import type { KernelClient } from '../runtime/client/kernel-client.ts';
import type { WireBoot } from '../runtime/protocol/kernel.ts';
import { exampleSource } from './features/examples/example-source.ts';
import { PANELS } from './panel-table.ts';
import { beginKernel } from './services/kernel/begin-kernel.ts';
import { DeferredKernel } from './services/kernel/deferred-kernel.ts';
import { placesOf } from './services/page/panel.ts';
import { knownWire } from './services/kernel/known-wire.ts';
import { listenToKeys } from './services/page/keyboard.ts';
import { flushOnLeaving } from './services/page/page-life.ts';
import { keepEditorPreferences, loadEditorPreferences } from './services/page/editor-preferences.ts';
import { keepPreferences, loadPreferences } from './services/page/preferences.ts';
import { createServices, type Services } from './services/services.ts';
import { openLinks } from './services/links/link-arrival.ts';
import { followTheme } from './services/page/theme.ts';
import { ServicesContext } from './services/use-services.ts';
import { followWidth } from './services/page/width.ts';
import { Shell } from './Shell.tsx';
import { createAppStore } from './state/store.ts';
import { AppStoreContext } from './state/use-app.ts';
import { ErrorBoundary } from './ui/ErrorBoundary.tsx';

/** A kernel that was started ahead of the page. */
interface Begun {
  readonly kernel: KernelClient;
  readonly wire: WireBoot;
}

export function startPage(begun: Begun | undefined): void {
  const storage = () => window.localStorage;
  const isMac = /Mac|iPhone|iPad/.test(navigator.userAgent);

  const places = placesOf(PANELS);
  const store = createAppStore(loadPreferences(storage, places), loadEditorPreferences(storage), places);
  keepPreferences(store, storage);
  keepEditorPreferences(store, storage, document.documentElement);
  followTheme(window, store);
  followWidth(window, store);

  const kernel = new DeferredKernel();
  const reconnected = (port: MessagePort) => kernel.post({ type: 'call-relay', port }, [port]);
  // Few pages need it, so it is not part of the first load.
  const findWire = async () => (await import('./services/kernel/wire.ts')).findWire(reconnected, true).catch(noWire);
  const services = createServices({
    panels: PANELS,
    kernel,
    store,
    isMac,
    examples: exampleSource,
    startAgain: async (parts) => {
      const { startAgain } = await import('./services/kernel/start-again.ts');
      const begin = async () => beginKernel(knownWire() ?? (await findWire()), false);
      await startAgain({ ...parts, kernel, store }, begin);
    },
  });
  listenToKeys(window, services.actions, store, isMac);
  flushOnLeaving(window, services);

  const root = document.getElementById('root');
  if (!root) throw new Error('index.html has no #root');
  createRoot(root).render(
    <StrictMode>
      <ErrorBoundary what="The page">
        <AppStoreContext value={store}>
          <ServicesContext value={services}>
            <Shell />
          </ServicesContext>
        </AppStoreContext>
      </ErrorBoundary>
    </StrictMode>,
  );

  openLinks(window, services, store);
  void startKernel(kernel, services, begun, findWire);
  // No file can be dragged here before the page is there. Where this cannot be fetched, files come by the button in Files, and the
  // next visit needs the network as this one did.
  void Promise.all([
    import('./services/files/drops.ts'),
    import('./services/page/offline.ts'),
    import('./services/page/title.ts'),
    import('./services/page/printing.ts'),
  ])
    .then(([{ listenToDrops }, { workOffline }, { followTitle }, { followPrinting }]) => {
      followPrinting(window, store, services);
      followTitle(document, store);
      listenToDrops(window, store, services.uploads);
      return workOffline(window, kernel, store);
    })
    .catch(() => undefined);
}

/**
 * Behind the shell: to find a wire can take seconds. The kernel comes after it, for where the service worker has to
 * carry system calls, workers must be started under it.
 */
async function startKernel(
  kernel: DeferredKernel,
  services: Services,
  begun: Begun | undefined,
  findWire: () => Promise<WireBoot>,
): Promise<void> {
  const wire = begun?.wire ?? (await findWire());
  kernel.started(begun?.kernel ?? beginKernel(wire, false));
  services.connect({
    wire: wire.kind,
    example: new URLSearchParams(location.search).get('example') ?? undefined,
    isEmbedded: false,
  });
}

/** Setting a wire up went wrong: everything but running works, and the status bar says so. */
function noWire(): WireBoot {
  return { kind: 'none' };
}
