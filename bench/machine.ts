import os from 'node:os';
import { launch } from './drive/browsers.ts';
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
}

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
  };
}

export function machineText({ cpu, cores, memoryGb, system, node, browsers, load }: Machine): string {
  const versions = Object.entries(browsers).map(([name, version]) => `${name} ${version}`);
  return [
    `${cpu}, ${cores} cores, ${memoryGb.toFixed(0)} GB, ${system}`,
    [`Node ${node}`, ...versions].join(', '),
    `load average at the start: ${load.toFixed(1)}`,
    '',
  ].join('\n');
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
