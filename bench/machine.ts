import os from 'node:os';
import { launch } from './drive/browsers.ts';
import { NativeToolchain } from './drive/native.ts';
import { programSource } from './programs.ts';
import { median, repeat } from './statistics.ts';
import type { BrowserName } from '../scripts/lib/browsers.mjs';

/** What the figures were measured on: without it they mean nothing. */
export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGb: number;
  readonly system: string;
  readonly node: string;
  readonly browsers: Readonly<Partial<Record<BrowserName, string>>>;
  /** Processes that wanted a core on average over the minute before: well above 0, and the machine was not ours alone. */
  readonly load: number;
  /** ms that a native clang and wasm-ld take for hello.c; undefined where there are none. */
  readonly nativeMs?: number | undefined;
  /** µs until the system has mapped in a page of 4 KiB that was never used. */
  readonly pageUs?: number | undefined;
}

/** What the goals that are times were set for, ms for hello.c by native tools: on another machine only ratios mean something. */
const NATIVE_MS = { least: 90, most: 120 };

export async function describeMachine(browsers: readonly BrowserName[]): Promise<Machine> {
  const versions: Partial<Record<BrowserName, string>> = {};
  const [load = 0] = os.loadavg();
  for (const name of browsers) versions[name] = await versionOf(name);
  const cpus = os.cpus();
  return {
    cpu: cpus[0]?.model.trim() ?? 'unknown processor',
    cores: cpus.length,
    memoryGb: os.totalmem() / 1e9,
    system: `${os.type()} ${os.release()} ${os.arch()}`,
    node: process.version,
    browsers: versions,
    load,
    nativeMs: await nativeMs(),
    pageUs: pageUs(),
  };
}

async function nativeMs(): Promise<number | undefined> {
  using native = await NativeToolchain.find();
  const source = programSource('hello');
  return native && median(await repeat(9, () => native.build(source)));
}

function pageUs(): number {
  const pages = 32_768;
  const bytes = Buffer.allocUnsafeSlow(pages * 4096);
  const startedAt = performance.now();
  for (let at = 0; at < bytes.length; at += 4096) bytes[at] = 1;
  return ((performance.now() - startedAt) * 1000) / pages;
}

export function machineText(machine: Machine): string {
  const { cpu, cores, memoryGb, system, node, browsers, load } = machine;
  const versions = Object.entries(browsers).map(([name, version]) => `${name} ${version}`);
  return [
    `${cpu}, ${cores} cores, ${memoryGb.toFixed(0)} GB, ${system}`,
    [`Node ${node}`, ...versions].join(', '),
    `load average at the start: ${load.toFixed(1)}`,
    ...speedText(machine),
    '',
  ].join('\n');
}

function speedText({ nativeMs, pageUs }: Machine): readonly string[] {
  const { least, most } = NATIVE_MS;
  const native =
    nativeMs === undefined
      ? []
      : [
          `hello.c by native tools: ${nativeMs.toFixed(0)} ms; goals that are times were set where it takes ${least} to ${most}`,
        ];
  return pageUs === undefined ? native : [...native, `a new page of memory: ${pageUs.toFixed(1)} µs`];
}

async function versionOf(name: BrowserName): Promise<string> {
  try {
    const browser = await launch(name);
    const version = browser.version();
    await browser.close();
    return version;
  } catch (error) {
    return `not found (${String(error).split('\n')[0] ?? ''})`;
  }
}
