import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { test as base } from '@playwright/test';
import { assembleCommand } from './assemblyscript.ts';
import { expect } from './test.ts';

// What `npm run package` makes; `npm test` makes it, too.
const DIST = path.resolve(import.meta.dirname, '../packages/wasi/dist');

/** Reads to the end of its input, and says what it was. */
const PROGRAM = `
const buffer = new ArrayBuffer(64);
let text = '';
for (;;) {
  const length = process.stdin.read(buffer);
  if (length <= 0) break;
  text += String.UTF8.decodeUnsafe(changetype<usize>(buffer), length);
}
console.log('read ' + text.trimEnd());
`;

const PAGE = `<!doctype html><title>Another project</title><pre id="out"></pre>
<script type="module">
  import { Folder, run } from './index.js';
  import { start } from './worker.js';
  const out = document.querySelector('#out');
  const stdout = (bytes) => out.append(new TextDecoder().decode(bytes.slice()));
  const say = ({ kind, code }) => out.append(kind + ' ' + code + '\\n');
  try {
    say(await run(fetch('program.wasm'), { stdin: 'in the thread of the page\\n', stdout }));
    const keyboard = new TransformStream();
    const program = await start(fetch('program.wasm'), { stdin: keyboard.readable, stdout, preopens: { '/data': new Folder().readOnly() } });
    out.append(program.descriptors().map(({ fd }) => fd).join() + '\\n');
    const writer = keyboard.writable.getWriter();
    await writer.write(new TextEncoder().encode('in a worker, '));
    setTimeout(() => { void writer.write(new TextEncoder().encode('later\\n')); void writer.close(); }, 50);
    say(await program.ended);
    const waiting = await start(fetch('program.wasm'), { stdin: new ReadableStream(), stdout });
    waiting.stop();
    out.append((await waiting.ended).kind + '\\n');
  } catch (error) { out.append('failed: ' + error); }
</script>`;

const TYPES: Readonly<Record<string, string>> = { '.js': 'text/javascript', '.wasm': 'application/wasm' };

const test = base.extend<{ readonly serve: (isIsolated: boolean) => Promise<string> }>({
  serve: async ({}, use) => {
    const servers: Server[] = [];
    const program = await assembleCommand(PROGRAM);
    await use(async (isIsolated) => {
      const server = createServer((request, response) => {
        const name = request.url ?? '/';
        if (isIsolated) {
          response.setHeader('Cross-Origin-Opener-Policy', 'same-origin');
          response.setHeader('Cross-Origin-Embedder-Policy', 'require-corp');
        }
        response.setHeader('Content-Type', TYPES[path.extname(name)] ?? 'text/html');
        if (name === '/') response.end(PAGE);
        else if (name === '/program.wasm') response.end(program);
        else
          readFile(path.join(DIST, name)).then(
            (bytes) => response.end(bytes),
            () => response.writeHead(404).end(),
          );
      });
      servers.push(server);
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    });
    for (const server of servers) server.close();
  },
});

for (const isIsolated of [true, false]) {
  const ground = isIsolated ? 'that is isolated' : 'that is not isolated';
  test(`the package runs programs in a page ${ground}, in its thread and in workers`, async ({ page, serve }) => {
    if (!existsSync(DIST)) throw new Error('The package has not been built: npm run package');
    await page.goto(await serve(isIsolated));
    const canSuspend = await page.evaluate(() => 'Suspending' in WebAssembly);
    await expect(page.locator('#out')).toHaveText(
      isIsolated || canSuspend
        ? /read in the thread of the page\s+exited 0\s+0,1,2,3\s+read in a worker, later\s+exited 0\s+stopped/
        : /read in the thread of the page\s+exited 0\s+failed: NotStarted: A program cannot wait for answers here/,
    );
  });
}
