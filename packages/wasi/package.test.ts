import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { build } from 'vite';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { programs } from './testing/programs.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
/** What the package may weigh in a page that runs programs in its own thread. */
const MOST_BYTES = 40_000;

const project = mkdtempSync(path.join(tmpdir(), 'package-'));
const at = (name: string): string => path.join(project, name);
const node = (...args: string[]): string =>
  execFileSync(process.execPath, args, { cwd: project, encoding: 'utf8', timeout: 50_000 });

beforeAll(async () => {
  const archives = (): string[] => readdirSync(project).filter((name) => name.endsWith('.tgz'));
  execFileSync(process.execPath, ['scripts/package.mjs', project], { cwd: ROOT });
  writeFileSync(at('package.json'), '{"type": "module", "private": true}');
  execFileSync('npm', ['install', '--offline', '--no-audit', '--no-fund', `./${archives()[0] ?? ''}`], {
    cwd: project,
  });
  const { copies, loops, readsTwice } = await programs();
  writeFileSync(at('copies.wasm'), copies);
  writeFileSync(at('loops.wasm'), loops);
  writeFileSync(at('reads-twice.wasm'), readsTwice);
}, 240_000);
afterAll(() => rmSync(project, { recursive: true, force: true }));

it('runs a program in the thread of a project that has nothing else', () => {
  writeFileSync(
    at('run.js'),
    `import { readFileSync } from 'node:fs';
import { Folder, run } from '@preopen/wasi';
const folder = new Folder();
const outcome = await run(readFileSync('copies.wasm'), {
  stdin: 'text\\n', env: { WHO: 'you' }, preopens: { '/': folder }, stdout: (bytes) => process.stdout.write(bytes.slice()),
});
console.log(outcome.kind, outcome.code, JSON.stringify(folder.readText('out.txt')));
`,
  );
  expect(node('run.js')).toBe('program - you\n> text\nexited 3 "text\\n"\n');
});

it('runs one in a thread of its own, which waits for input, and stops it', () => {
  writeFileSync(
    at('threads.js'),
    `import { readFileSync } from 'node:fs';
import { Folder } from '@preopen/wasi';
import { start } from '@preopen/wasi/node';
const text = new TransformStream();
const writer = text.writable.getWriter();
const line = (words) => writer.write(new TextEncoder().encode(words));
let said = '';
const folder = new Folder();
const copying = await start(readFileSync('copies.wasm'), {
  stdin: text.readable, preopens: { '/': folder },
  stdout: (bytes) => { said += Buffer.from(bytes); if (said.endsWith('> first\\n')) { void line('second\\n'); void writer.close(); } },
});
void line('first\\n');
console.log(JSON.stringify(await copying.ended), JSON.stringify(folder.readText('out.txt')));
const looping = await start(readFileSync('loops.wasm'));
setTimeout(() => looping.stop(), 50);
console.log(JSON.stringify(await looping.ended));
`,
  );
  expect(node('threads.js')).toBe('{"kind":"exited","code":3} "first\\nsecond\\n"\n{"kind":"stopped"}\n');
});

it('takes a folder back from a program that runs', () => {
  writeFileSync(
    at('revoke.js'),
    `import { readFileSync } from 'node:fs';
import { Folder } from '@preopen/wasi';
import { start } from '@preopen/wasi/node';
const keyboard = new TransformStream();
const writer = keyboard.writable.getWriter();
let said = '';
let running;
running = await start(readFileSync('reads-twice.wasm'), {
  stdin: keyboard.readable, preopens: { '/data': new Folder({ 'note.txt': 'a note' }) },
  stdout: (bytes) => {
    said += Buffer.from(bytes);
    if (said !== 'a note\\n') return;
    setTimeout(() => { running.revoke(3); void writer.write(new Uint8Array([10])); void writer.close(); });
  },
});
await running.ended;
process.stdout.write(said);
`,
  );
  expect(node('revoke.js')).toBe('a note\nCapabilities insufficient\n');
});

it('reads and writes folders of the computer, and follows no links', () => {
  symlinkSync('copies.wasm', at('link.wasm'));
  symlinkSync('.', at('up'));
  writeFileSync(
    at('folders.js'),
    `import { readFolder, writeFolder } from '@preopen/wasi/node';
const folder = readFolder('.');
console.log(folder.has('copies.wasm'), folder.has('node_modules/@preopen/wasi/package.json'), folder.has('link.wasm'), folder.has('up/package.json'));
folder.write('new/file.txt', 'new');
writeFolder(folder, 'out');
`,
  );
  expect(node('folders.js')).toBe('true true false false\n');
  expect(readFileSync(at('out/new/file.txt'), 'utf8')).toBe('new');
  rmSync(at('out'), { recursive: true });
});

it('is typed', () => {
  writeFileSync(
    at('typed.ts'),
    `import { Folder, run, type Outcome } from '@preopen/wasi';
import { start } from '@preopen/wasi/worker';
import { trace, traceLine } from '@preopen/wasi/trace';
const outcome: Outcome = await run(fetch('a.wasm'), { preopens: { '/': new Folder({ a: { 'b.txt': 'c' } }).readOnly() } });
if (outcome.kind === 'exited') outcome.code.toFixed();
const running = await start(new Uint8Array(), { trace: trace((event) => traceLine(event).length) });
running.descriptors()[0]?.rights.base.includes('fd_read');
// @ts-expect-error There is no such option.
await run(new Uint8Array(), { everything: true });
`,
  );
  const options = ['--strict', '--noEmit', '--target', 'es2022', '--module', 'nodenext', '--lib', 'es2023,dom'];
  node(path.join(ROOT, 'node_modules/typescript/bin/tsc'), ...options, 'typed.ts');
});

it('weighs little where only a program is run', async () => {
  writeFileSync(at('page.js'), `import { run } from '@preopen/wasi';\nglobalThis.go = (at) => run(fetch(at));\n`);
  await build({
    root: project,
    configFile: false,
    logLevel: 'error',
    build: { outDir: at('page'), minify: true, lib: { entry: at('page.js'), formats: ['es'], fileName: 'page' } },
  });
  const [bundle = ''] = readdirSync(at('page'));
  const bytes = readFileSync(at(`page/${bundle}`));
  expect(existsSync(at(`page/${bundle}`))).toBe(true);
  expect(brotliCompressSync(bytes).length).toBeLessThan(MOST_BYTES);
});
