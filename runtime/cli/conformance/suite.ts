import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Setup } from '../../protocol/conformance-case.ts';

/** What a stream is expected to hold; undefined: anything. */
export type Expected = { readonly text: string } | { readonly contains: string } | undefined;

/** One conformance test, of either suite format. Paths are absolute. */
export interface ConformanceTest {
  readonly suite: string;
  readonly name: string;
  readonly wasm: string;
  readonly argv: readonly string[];
  /** `NAME=value` each. */
  readonly env: readonly string[];
  /** `dir` undefined: a fresh empty folder. */
  readonly preopens: readonly { readonly guest: string; readonly dir: string | undefined }[];
  readonly stdin: string;
  readonly expect: {
    readonly exit: number | undefined;
    readonly trap: boolean;
    readonly stdout: Expected;
    readonly stderr: Expected;
  };
  readonly timeoutMs: number;
  /** Absent: the usual machine. */
  readonly setup?: Setup;
}

const DEFAULT_TIMEOUT_S = 20;

/** Reads a folder: a MANIFEST.json with one entry a test, or NAME.wasm with an optional NAME.json each, in any depth. */
export function loadSuite(folder: string): readonly ConformanceTest[] {
  const manifest = path.join(folder, 'MANIFEST.json');
  if (existsSync(manifest)) return readManifest(manifest);
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.wasm'))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((wasm) => !isOtherWorld(wasm))
    .sort()
    .map(readOne);
}

/** The official suite also holds tests for later versions of WASI; its manifests say which. */
function isOtherWorld(wasm: string): boolean {
  const manifest = path.join(path.dirname(wasm), 'manifest.json');
  if (!existsSync(manifest)) return false;
  const { version } = json(manifest) as { readonly version?: string };
  return version !== undefined && version !== 'wasm32-wasip1';
}

interface SideFile {
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly dirs?: readonly string[];
  readonly root?: string;
  readonly stdin?: string;
  readonly exit_code?: number;
  readonly stdout?: string;
  readonly stderr?: string;
}

function readOne(wasm: string): ConformanceTest {
  const folder = path.dirname(wasm);
  const name = path.basename(wasm, '.wasm');
  const sidePath = path.join(folder, `${name}.json`);
  const side = existsSync(sidePath) ? (json(sidePath) as SideFile) : {};
  const suitePath = path.join(folder, 'manifest.json');
  const suite = existsSync(suitePath) ? (json(suitePath) as { readonly name?: string }).name : undefined;
  return {
    suite: suite ?? path.basename(folder),
    name,
    wasm,
    argv: [path.basename(wasm), ...(side.args ?? [])],
    env: Object.entries(side.env ?? {}).map(([key, value]) => `${key}=${value}`),
    preopens: [
      ...(side.root === undefined ? [] : [{ guest: '/', dir: path.join(folder, side.root) }]),
      ...(side.dirs ?? []).map((dir) => ({ guest: dir, dir: path.join(folder, dir) })),
    ],
    stdin: side.stdin ?? '',
    expect: { exit: side.exit_code ?? 0, trap: false, stdout: text(side.stdout), stderr: text(side.stderr) },
    timeoutMs: DEFAULT_TIMEOUT_S * 1000,
  };
}

type Source =
  { readonly text?: string; readonly file?: string; readonly contains?: string } | string | null | undefined;

interface ManifestEntry {
  readonly suite: string;
  readonly name: string;
  readonly wasm: string;
  readonly argv?: readonly string[];
  readonly env?: Readonly<Record<string, string>> | readonly string[];
  readonly preopens?: readonly { readonly guest: string; readonly dir: string | null }[];
  readonly stdin?: Source;
  readonly expect?: {
    readonly exit?: number | null;
    readonly trap?: boolean | string | null;
    readonly stdout?: Source;
    readonly stderr?: Source;
  };
  readonly timeout_s?: number;
  readonly setup?: Setup;
}

function readManifest(file: string): readonly ConformanceTest[] {
  const folder = path.dirname(file);
  const content = json(file) as readonly ManifestEntry[] | { readonly tests: readonly ManifestEntry[] };
  const entries = 'tests' in content ? content.tests : content;
  const within = (name: string): string => path.resolve(folder, name);
  return entries.map((entry) => {
    const traps = Boolean(entry.expect?.trap);
    return {
      suite: entry.suite,
      name: entry.name,
      wasm: within(entry.wasm),
      argv: entry.argv ?? [path.basename(entry.wasm)],
      env: isList(entry.env) ? entry.env : Object.entries(entry.env ?? {}).map(([key, value]) => `${key}=${value}`),
      preopens: (entry.preopens ?? []).map(({ guest, dir }) => ({
        guest,
        dir: dir === null ? undefined : within(dir),
      })),
      stdin: sourceText(entry.stdin, within) ?? '',
      expect: {
        exit: traps ? undefined : (entry.expect?.exit ?? (entry.expect?.exit === null ? undefined : 0)),
        trap: traps,
        stdout: expected(entry.expect?.stdout, within),
        stderr: expected(entry.expect?.stderr, within),
      },
      timeoutMs: (entry.timeout_s ?? DEFAULT_TIMEOUT_S) * 1000,
      ...(entry.setup && { setup: entry.setup }),
    };
  });
}

function isList(env: ManifestEntry['env']): env is readonly string[] {
  return Array.isArray(env);
}

function expected(source: Source, within: (name: string) => string): Expected {
  if (typeof source === 'object' && source?.contains !== undefined) return { contains: source.contains };
  return text(sourceText(source, within));
}

function sourceText(source: Source, within: (name: string) => string): string | undefined {
  if (source === null || source === undefined) return undefined;
  if (typeof source === 'string') return source;
  return source.file === undefined ? source.text : readFileSync(within(source.file), 'utf8');
}

function text(content: string | undefined): Expected {
  return content === undefined ? undefined : { text: content };
}

function json(file: string): unknown {
  return JSON.parse(readFileSync(file, 'utf8'));
}
