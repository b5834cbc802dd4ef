import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from '../scripts/lib/run.mjs';
import type { Figure } from './figure.ts';
import { machineText, type Machine } from './machine.ts';
import { markdownTable, table } from './table.ts';

/** What a run of the bench has measured, as it is kept in `bench/results/`. */
export interface Results {
  readonly at: string;
  readonly machine: Machine;
  readonly isQuick: boolean;
  readonly groups: { readonly name: string; readonly figures: readonly Figure[] }[];
}

const FOLDER = path.join(ROOT, 'bench', 'results');
const PAGE = path.join(ROOT, 'docs', 'performance.md');
const START = '<!-- figures -->';
const END = '<!-- /figures -->';

/** Answers the name of the file, relative to the project. */
export function keepResults(results: Results): string {
  mkdirSync(FOLDER, { recursive: true });
  const file = path.join(FOLDER, `${results.at.replace(/\.\d+/, '').replaceAll(':', '')}.json`);
  writeFileSync(file, resultsJson(results));
  return path.relative(ROOT, file);
}

/** Several runs as one: of a group that was measured more than once, the last counts; of their loads, the highest. */
export function readResults(files: readonly string[]): Results {
  // Our own files, as `keepResults` wrote them.
  const runs = files.map((file) => JSON.parse(readFileSync(file, 'utf8')) as Results);
  const last = runs.at(-1);
  if (!last) throw new Error('No results were given');
  const groups = new Map(runs.flatMap((run) => run.groups.map((group) => [group.name, group] as const)));
  const machine: Machine = {
    ...last.machine,
    browsers: Object.assign({}, ...runs.map((run) => run.machine.browsers)) as Machine['browsers'],
    load: Math.max(...runs.map((run) => run.machine.load)),
  };
  return { ...last, machine, isQuick: runs.some((run) => run.isQuick), groups: [...groups.values()] };
}

export function resultsJson(results: Results): string {
  return `${JSON.stringify(results, undefined, 2)}\n`;
}

export function resultsText({ machine, isQuick, groups }: Results): string {
  const figures = groups.flatMap((group) => group.figures);
  return `${machineText(machine)}${isQuick ? 'quick: not figures to quote\n' : ''}\n${table(figures)}`;
}

/** Replaces what stands between the marks in the page about performance. */
export function writeIntoDocs(results: Results): void {
  const page = readFileSync(PAGE, 'utf8');
  const [start, end] = [page.indexOf(START), page.indexOf(END)];
  if (start === -1 || end < start) throw new Error(`${PAGE} has lost the marks between which figures stand`);
  writeFileSync(PAGE, `${page.slice(0, start + START.length)}\n\n${markdown(results)}\n${page.slice(end)}`);
}

function markdown({ at, machine, isQuick, groups }: Results): string {
  const about = [`Measured on ${at.slice(0, 10)}.`, ...machineText(machine).trim().split('\n')];
  if (isQuick) about.push('Measured quickly: not figures to quote.');
  const tables = groups.map(({ name, figures }) => `### ${name}\n\n${markdownTable(figures)}`);
  return [about.join('  \n'), '', ...tables].join('\n');
}
