// First, so that what a panel says of itself comes after what all of them share.
import './ui/theme.css';
import './ui/base.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { spawnKernel } from '../runtime/client/spawn.ts';
import type { WireBoot } from '../runtime/protocol/kernel.ts';
import { exampleSource } from './features/examples/example-source.ts';
import { DeferredKernel } from './services/deferred-kernel.ts';
import { listenToKeys } from './services/keyboard.ts';
import { flushOnLeaving } from './services/page-life.ts';
import { keepPreferences, loadPreferences } from './services/preferences.ts';
import { createServices, type Services } from './services/services.ts';
import { openLinks } from './services/link-arrival.ts';
import { followTheme } from './services/theme.ts';
import { availableWire } from './services/wire.ts';
import { ServicesContext } from './services/use-services.ts';
import { followWidth } from './services/width.ts';
import { Shell } from './Shell.tsx';
import { createAppStore } from './state/store.ts';
import { AppStoreContext } from './state/use-app.ts';
import { ErrorBoundary } from './ui/ErrorBoundary.tsx';

// In a frame of another page there is another view. It shares what is loaded here, and is little besides. (A frame that
// is sandboxed without an origin cannot load even this: index.html says so.)
if (new URLSearchParams(location.search).has('embed')) void import('./embed.tsx');
else startPage();

function startPage(): void {
  const storage = () => window.localStorage;
  const isMac = /Mac|iPhone|iPad/.test(navigator.userAgent);

  const store = createAppStore(loadPreferences(storage));
  keepPreferences(store, storage);
  followTheme(window, store);
  followWidth(window, store);

  const kernel = new DeferredKernel();
  const services = createServices({ kernel, store, isMac, examples: exampleSource });
  listenToKeys(window, services.actions, store, isMac);
  // Nobody drags a file here before the page is there. Where it cannot be fetched, files come by the button in Files.
  void import('./services/drops.ts').then(
    ({ listenToDrops }) => listenToDrops(window, store, services),
    () => undefined,
  );
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

  openLinks(window, services);
  void startKernel(kernel, services);
  // Without it, the next visit needs the network as this one did.
  void import('./services/offline.ts')
    .then(({ workOffline }) => workOffline(window, kernel, store))
    .catch(() => undefined);
}

/**
 * Behind the shell: to find a wire can take seconds. The kernel comes after it, for where the service worker has to
 * carry system calls, workers must be started under it.
 */
async function startKernel(kernel: DeferredKernel, services: Services): Promise<void> {
  const bridged = (port: MessagePort) => kernel.post({ type: 'bridge', port }, [port]);
  const wire = await availableWire(location.href, bridged, true).catch(noWire);
  kernel.started(spawnKernel());
  services.boot({
    assets: new URL(`${import.meta.env.BASE_URL}toolchain/`, location.href).href,
    wire,
    example: new URLSearchParams(location.search).get('example') ?? undefined,
    isEmbedded: false,
  });
}

/** Setting a wire up went wrong: everything but running works, and the status bar says so. */
function noWire(): WireBoot {
  return { kind: 'none' };
}
