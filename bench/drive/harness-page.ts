import { mkdir, rm, symlink } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import type { Page } from '@playwright/test';
import type { BrowserName } from '../../scripts/lib/browsers.mjs';
import { CACHE, ROOT } from '../../scripts/lib/run.mjs';
import type { Harness, HarnessRun, PageWire, RunHow } from '../harness/api.ts';
import { withPage } from './browsers.ts';
import { serve } from './served.ts';

/** What Vite builds the harness from: nothing imports it. */
const SOURCE = new URL('../harness/main.ts', import.meta.url);
const SERVICE_WORKER = new URL('../../runtime/worker/service/service.worker.ts', import.meta.url);
const BUILT = path.join(CACHE, 'bench-harness');

type HarnessWindow = Window & { readonly harness: Harness };

/** The harness in a page: what `Harness` offers, called from here. */
export class HarnessPage {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  boot(wire: PageWire): Promise<void> {
    return this.#page.evaluate((kind) => (window as unknown as HarnessWindow).harness.boot(kind), wire);
  }

  write(path: string, source: string): Promise<void> {
    return this.#page.evaluate(([name, text]) => (window as unknown as HarnessWindow).harness.write(name, text), [
      path,
      source,
    ] as const);
  }

  /** Builds and runs the project as it stands. */
  runProject(how: RunHow = {}): Promise<HarnessRun> {
    return this.#page.evaluate((chosen) => (window as unknown as HarnessWindow).harness.run(chosen), how);
  }

  /** Replaces main.c, builds it and runs it. */
  async run(source: string, how: RunHow = {}): Promise<HarnessRun> {
    await this.write('main.c', source);
    return this.runProject(how);
  }

  /** Runs a measuring program, which must end well; answers what it said. */
  async measure(source: string, args: string, how: RunHow = {}): Promise<string> {
    const { outcome, tail } = await this.run(source, { ...how, settings: { ...how.settings, args } });
    if (outcome.kind !== 'exited' || outcome.code !== 0) {
      throw new Error(`The program did not end well (${JSON.stringify(outcome)}): ${tail.slice(-200)}`);
    }
    return tail;
  }

  check(source: string): ReturnType<Harness['check']> {
    return this.#page.evaluate((text) => (window as unknown as HarnessWindow).harness.check(text), source);
  }

  underShim(program: Uint8Array, args: readonly string[]): Promise<string> {
    return this.#page.evaluate(
      ([bytes, words]) => (window as unknown as HarnessWindow).harness.underShim(bytes, words),
      [[...program], args] as const,
    );
  }

  pingPong(...args: Parameters<Harness['pingPong']>): Promise<readonly number[]> {
    return this.#page.evaluate(
      ([kind, calls, batches]) => (window as unknown as HarnessWindow).harness.pingPong(kind, calls, batches),
      args,
    );
  }
}

/** Opens the harness in a fresh browser, booted on `wire`. */
export async function withHarness<T>(
  browser: BrowserName,
  wire: PageWire,
  use: (harness: HarnessPage) => Promise<T>,
  patienceMs?: number,
): Promise<T> {
  await using served = await serve(await builtHarness());
  return await withPage(
    browser,
    async (page) => {
      await page.goto(served.url);
      const harness = new HarnessPage(page);
      await harness.boot(wire);
      return use(harness);
    },
    patienceMs,
  );
}

let building: Promise<string> | undefined;

/** The folder with the built harness; built once a process, since that takes a second. */
function builtHarness(): Promise<string> {
  building ??= buildHarness();
  return building;
}

async function buildHarness(): Promise<string> {
  await mkdir(CACHE, { recursive: true });
  const folder = path.dirname(fileURLToPath(SOURCE));
  await build({
    configFile: false,
    root: folder,
    base: './',
    publicDir: false,
    logLevel: 'warn',
    worker: { format: 'es' },
    build: {
      outDir: BUILT,
      emptyOutDir: true,
      target: 'es2022',
      rolldownOptions: {
        input: { index: path.join(folder, 'index.html'), sw: fileURLToPath(SERVICE_WORKER) },
        output: { entryFileNames: (chunk) => (chunk.name === 'sw' ? 'sw.js' : 'assets/[name]-[hash].js') },
      },
    },
  });
  const toolchain = path.join(BUILT, 'toolchain');
  await rm(toolchain, { force: true });
  // 'junction' is what Windows lets every user make; other systems ignore it.
  await symlink(path.join(ROOT, 'public', 'toolchain'), toolchain, 'junction');
  return BUILT;
}
