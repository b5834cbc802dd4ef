import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import type { Diagnostic } from '../runtime/protocol/diagnostic.ts';
import type { WireBoot } from '../runtime/protocol/kernel.ts';
import { EmbedShell } from './EmbedShell.tsx';
import { exampleSource } from './features/examples/example-source.ts';
import { embedOptions } from './features/embed/embed-options.ts';
import { beginKernel } from './services/kernel/begin-kernel.ts';
import { DeferredKernel } from './services/kernel/deferred-kernel.ts';
import { EmbedApi } from './services/embed/embed-api.ts';
import { embeddedProject } from './services/embed/embed-project.ts';
import type { Kernel } from './services/kernel/kernel.ts';
import { knownWire } from './services/kernel/known-wire.ts';
import { listenToKeys } from './services/page/keyboard.ts';
import { createServices } from './services/services.ts';
import type { Tone } from './text/status-line.ts';
import { followTheme } from './services/page/theme.ts';
import { ServicesContext } from './services/use-services.ts';
import { followWidth } from './services/page/width.ts';
import { projectPath } from './state/paths.ts';
import { selectSettings } from './state/project-slice.ts';
import { createAppStore } from './state/store.ts';
import { AppStoreContext } from './state/use-app.ts';
import { DEFAULT_PREFERENCES } from './state/view-slice.ts';
import { ErrorBoundary } from './ui/ErrorBoundary.tsx';

// A program embedded in another site's page: nothing that the visitor keeps in this browser is opened, and nothing is kept.
const isMac = /Mac|iPhone|iPad/.test(navigator.userAgent);
const options = embedOptions(location.search);
const store = createAppStore({ ...DEFAULT_PREFERENCES, theme: options.theme });
followTheme(window, store);
followWidth(window, store);

const kernel = new DeferredKernel();
const services = createServices({
  panels: [],
  kernel,
  store,
  isMac,
  examples: exampleSource,
  startAgain: async (parts) => {
    const { startAgain } = await import('./services/kernel/start-again.ts');
    await startAgain({ ...parts, kernel, store }, beginAnother);
  },
});
const { actions, projects, terminal } = services;
listenToKeys(window, { run: actions.run, stop: actions.stop }, store, isMac);

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <ErrorBoundary what="This frame">
      <AppStoreContext value={store}>
        <ServicesContext value={services}>
          <EmbedShell {...options} />
        </ServicesContext>
      </AppStoreContext>
    </ErrorBoundary>
  </StrictMode>,
);

void startKernel();

async function findWire(): Promise<WireBoot> {
  const reconnected = (port: MessagePort) => kernel.post({ type: 'call-relay', port }, [port]);
  const found = async () => (await import('./services/kernel/wire.ts')).findWire(reconnected);
  return knownWire() ?? (await found().catch(() => ({ kind: 'none' as const })));
}

async function beginAnother(): Promise<Kernel> {
  return beginKernel(await findWire(), true);
}

async function startKernel(): Promise<void> {
  // While the kernel starts.
  const embedded = embeddedProject(location.hash);
  const wire = await findWire();
  kernel.started(beginKernel(wire, true));
  const booted = new Promise<void>((resolve) =>
    kernel.onEvent((event) => {
      if (event.type === 'booted') resolve();
    }),
  );
  services.connect({ wire: wire.kind, example: undefined, isEmbedded: true });
  await booted;
  const { project, problem } = await embedded;
  await projects.openTemporary(project);
  if (problem !== undefined) store.getState().noticeChanged(problem);
  listenToParent();
}

function listenToParent(): void {
  const api = new EmbedApi(window, {
    async setFiles({ files, open, args }) {
      const settings = selectSettings(store.getState());
      if (!settings) return;
      const encoder = new TextEncoder();
      await projects.openTemporary({
        name: 'Embedded',
        settings: { ...settings, openFile: open, ...(args === undefined ? {} : { args }) },
        files: new Map([...files].map(([path, text]) => [path, encoder.encode(text)])),
      });
    },
    run: () => actions.run.isEnabled(store.getState()) && actions.run.run(),
    stop: () => actions.stop.run(),
    stdin: (text) => terminal.typed(text),
  });
  kernel.onEvent((event) => {
    api.kernelSaid(event);
    // There is no list of problems here: the markers in the text, and these lines, say what is wrong.
    if (event.type === 'diagnostics') for (const line of event.diagnostics.map(diagnosticLine)) terminal.say(...line);
  });
}

function diagnosticLine({ severity, message, place }: Diagnostic): readonly [text: string, tone: Tone] {
  const at = place ? `${projectPath(place.file)}:${place.line}: ` : '';
  return [`${at}${severity}: ${message}`, severity === 'error' ? 'red' : 'amber'];
}
