import { mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import type * as ShimNamespace from '@bjorn3/browser_wasi_shim';
import type { Inode } from '@bjorn3/browser_wasi_shim';
import path from 'node:path';
import type { Case, CaseResult } from '../../runtime/protocol/conformance-case.ts';

export type Peer = 'node:wasi' | '@bjorn3/browser_wasi_shim' | '@runno/wasi';

/** Runs one case on another host, in a process of its own. */
process.on('message', ({ peer, test }: { readonly peer: Peer; readonly test: Case }) => {
  PEERS[peer](test).then(
    (result) => process.send?.({ result }),
    (error: unknown) => process.send?.({ result: trapped(error) }),
  );
});

const PEERS: Readonly<Record<Peer, (test: Case) => Promise<CaseResult>>> = {
  'node:wasi': onNode,
  '@bjorn3/browser_wasi_shim': onShim,
  '@runno/wasi': onRunno,
};

function trapped(error: unknown): CaseResult {
  return {
    end: { kind: 'trapped', message: error instanceof Error ? error.message : String(error) },
    stdout: '',
    stderr: '',
  };
}

async function onNode(test: Case): Promise<CaseResult> {
  const { WASI } = await import('node:wasi');
  const folder = mkdtempSync(path.join(tmpdir(), 'peer-'));
  const preopens = Object.fromEntries(
    test.preopens.map(({ guest, files }, i) => [guest, lay(path.join(folder, `p${i}`), files)]),
  );
  writeFileSync(path.join(folder, 'stdin'), test.stdin);
  const out = {
    stdin: openSync(path.join(folder, 'stdin'), 'r'),
    stdout: openSync(path.join(folder, 'stdout'), 'w'),
    stderr: openSync(path.join(folder, 'stderr'), 'w'),
  };
  const text = (name: string): string => readFileSync(path.join(folder, name), 'utf8');
  try {
    const wasi = new WASI({
      version: 'preview1',
      args: [...test.argv],
      env: environ(test),
      preopens,
      returnOnExit: true,
      ...out,
    });
    const module = await WebAssembly.compile(test.wasm as Uint8Array<ArrayBuffer>);
    const code = wasi.start(await WebAssembly.instantiate(module, wasi.getImportObject() as WebAssembly.Imports));
    return { end: { kind: 'exited', code }, stdout: text('stdout'), stderr: text('stderr') };
  } catch (error) {
    return { ...trapped(error), stdout: text('stdout'), stderr: text('stderr') };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function lay(folder: string, files: Case['preopens'][number]['files']): string {
  mkdirSync(folder, { recursive: true });
  for (const entry of files) {
    const at = path.join(folder, entry.path);
    if (entry.kind === 'folder') mkdirSync(at);
    else if (entry.kind === 'link') symlinkSync(entry.target, at);
    else writeFileSync(at, entry.bytes);
  }
  return folder;
}

type ShimModule = typeof ShimNamespace;
/** What the shim needs to know of an instance, and WASI says it has. */
type ShimProgram = WebAssembly.Instance & { exports: { memory: WebAssembly.Memory; _start: () => unknown } };

async function onShim(test: Case): Promise<CaseResult> {
  const shim = await import('@bjorn3/browser_wasi_shim');
  const stdout = new shim.File(new Uint8Array());
  const stderr = new shim.File(new Uint8Array());
  const fds = [
    new shim.OpenFile(new shim.File(test.stdin)),
    new shim.OpenFile(stdout),
    new shim.OpenFile(stderr),
    ...test.preopens.map(({ guest, files }) => new shim.PreopenDirectory(guest, shimTree(shim, files))),
  ];
  const result = (end: CaseResult['end']): CaseResult => ({
    end,
    stdout: decode(stdout.data),
    stderr: decode(stderr.data),
  });
  try {
    const wasi = new shim.WASI([...test.argv], [...test.env], fds);
    const module = await WebAssembly.compile(test.wasm as Uint8Array<ArrayBuffer>);
    const instance = await WebAssembly.instantiate(module, { wasi_snapshot_preview1: wasi.wasiImport });
    return result({ kind: 'exited', code: wasi.start(instance as ShimProgram) });
  } catch (error) {
    return result(trapped(error).end);
  }
}

function shimTree(shim: ShimModule, files: Case['preopens'][number]['files']): Map<string, Inode> {
  const root = new Map<string, Inode>();
  const folders = new Map<string, Map<string, Inode>>([['', root]]);
  for (const entry of files) {
    const slash = entry.path.lastIndexOf('/');
    const into = folders.get(slash === -1 ? '' : entry.path.slice(0, slash));
    const name = entry.path.slice(slash + 1);
    if (entry.kind === 'folder') {
      const contents = new Map<string, Inode>();
      folders.set(entry.path, contents);
      into?.set(name, new shim.Directory(contents));
    } else if (entry.kind === 'file') into?.set(name, new shim.File(entry.bytes));
  }
  return root;
}

async function onRunno(test: Case): Promise<CaseResult> {
  const { WASI } = await import('@runno/wasi');
  const now = new Date();
  let stdout = '';
  let stderr = '';
  let stdin: string | null = decode(test.stdin);
  const fs = Object.fromEntries(
    test.preopens.flatMap(({ files }) =>
      files.flatMap((entry) =>
        entry.kind === 'file'
          ? [
              [
                `/${entry.path}`,
                {
                  path: `/${entry.path}`,
                  mode: 'binary' as const,
                  content: entry.bytes,
                  timestamps: { access: now, modification: now, change: now },
                },
              ],
            ]
          : [],
      ),
    ),
  );
  const wasi = new WASI({
    args: [...test.argv],
    env: environ(test),
    fs,
    stdin: () => {
      const all = stdin;
      stdin = null;
      return all;
    },
    stdout: (out) => (stdout += out),
    stderr: (out) => (stderr += out),
  });
  try {
    const wasm = await WebAssembly.instantiate(test.wasm as Uint8Array<ArrayBuffer>, wasi.getImportObject());
    const { exitCode } = wasi.start(wasm);
    return { end: { kind: 'exited', code: exitCode }, stdout, stderr };
  } catch (error) {
    return { ...trapped(error), stdout, stderr };
  }
}

function environ(test: Case): Record<string, string> {
  return Object.fromEntries(
    test.env.map((entry) => [entry.slice(0, entry.indexOf('=')), entry.slice(entry.indexOf('=') + 1)]),
  );
}

function decode(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
