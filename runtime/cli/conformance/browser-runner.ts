import type { Server } from 'node:http';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, firefox, type Page } from 'playwright';
import type { Case, CaseResult } from '../../protocol/conformance-case.ts';
import type { CaseRunner, WireName } from './runner.ts';

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..');
const DIST = path.join(ROOT, 'dist');

/** The parts of `scripts/lib` that are used here; those are plain JavaScript. */
interface StaticServerModule {
  readonly staticServer: (folder: string) => Server;
  readonly listen: (server: Server, port: number, options: { readonly orNext: boolean }) => Promise<number>;
}
interface BrowsersModule {
  readonly candidates: (name: string, own: string) => readonly (string | undefined)[];
  readonly launchOptions: (name: string, executable: string | undefined) => object;
}

/** Serves the built site and drives its conformance page. The wire decides whether the page is isolated. */
export async function browserRunner(name: 'chromium' | 'firefox', wire: WireName): Promise<CaseRunner> {
  if (!existsSync(path.join(DIST, 'conformance.html')))
    throw new Error('There is no built site: run "npm run build" first');
  const { staticServer, listen } = (await import(
    path.join(ROOT, 'scripts/lib/static-server.mjs')
  )) as StaticServerModule;
  const { candidates, launchOptions } = (await import(path.join(ROOT, 'scripts/lib/browsers.mjs'))) as BrowsersModule;
  const server = staticServer(DIST);
  const port = await listen(server, 4300, { orNext: true });
  const type = name === 'chromium' ? chromium : firefox;
  const browser = await type.launch(launchOptions(name, candidates(name, type.executablePath())[0]));
  const page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${port}/conformance.html`);
  return {
    run: (test, timeoutMs) => evaluate(page, wire, test, timeoutMs),
    async close() {
      await browser.close();
      server.close();
    },
  };
}

function evaluate(page: Page, wire: WireName, test: Case, timeoutMs: number): Promise<CaseResult> {
  const sent = {
    ...test,
    wasm: base64(test.wasm),
    stdin: base64(test.stdin),
    preopens: test.preopens.map(({ guest, files }) => ({
      guest,
      files: files.map((file) => (file.kind === 'file' ? { ...file, bytes: base64(file.bytes) } : file)),
    })),
  };
  return page.evaluate(
    async ([wireName, sentTest, ms]) => {
      const driven = globalThis as unknown as { runConformanceCase(...args: unknown[]): Promise<CaseResult> };
      return await driven.runConformanceCase(wireName, sentTest, ms);
    },
    [wire, sent, timeoutMs] as const,
  );
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}
