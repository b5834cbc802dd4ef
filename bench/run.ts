import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Figure, Group } from './figure.ts';
import { blocks } from './figures/blocks.ts';
import { checks } from './figures/checks.ts';
import { debugging } from './figures/debugging.ts';
import { diagnostics } from './figures/diagnostics.ts';
import { links } from './figures/links.ts';
import { malloc } from './figures/malloc.ts';
import { memory } from './figures/memory.ts';
import { project } from './figures/project.ts';
import { roundTrip } from './figures/round-trip.ts';
import { smallWrites } from './figures/small-writes.ts';
import { sqlite } from './figures/sqlite.ts';
import { terminal } from './figures/terminal.ts';
import { trace } from './figures/trace.ts';
import { visit } from './figures/visit.ts';
import { warmRun } from './figures/warm-run.ts';
import { describeMachine } from './machine.ts';
import { parseOptions, USAGE, type Options } from './options.ts';
import { keepResults, readResults, resultsJson, resultsText, writeIntoDocs, type Results } from './results.ts';

const GROUPS: readonly Group[] = [
  visit,
  warmRun,
  project,
  sqlite,
  diagnostics,
  roundTrip,
  smallWrites,
  blocks,
  malloc,
  checks,
  debugging,
  terminal,
  trace,
  memory,
  links,
];

/** `npm run bench`: measures, and prints what came of it. A figure is for people to judge; nothing here fails a build. */
try {
  const options = parseOptions(process.argv.slice(2));
  const results = options.from.length > 0 ? readResults(options.from) : await measured(options);
  if (options.isForDocs) writeIntoDocs(results);
  process.stdout.write(options.isJson ? resultsJson(results) : `\n${resultsText(results)}`);
} catch (error) {
  process.stderr.write(`bench: ${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
  process.exitCode = 2;
}

async function measured(options: Options): Promise<Results> {
  const groups = chosen(options.only);
  checkPrepared(options);
  const machine = await describeMachine(options.browsers);
  const results: Results = { at: new Date().toISOString(), machine, isQuick: options.isQuick, groups: [] };
  for (const group of groups) {
    progress(`${group.name}…`);
    const figures: Figure[] = [];
    results.groups.push({ name: group.name, figures });
    try {
      for await (const figure of group.measure(options)) {
        figures.push(figure);
        progress(`  ${figure.name}, ${figure.where}`);
      }
    } catch (error) {
      progress(`  ${group.name} was given up: ${error instanceof Error ? error.message : String(error)}`);
      process.exitCode = 1;
    }
  }
  progress(`kept in ${keepResults(results)}`);
  return results;
}

function chosen(only: readonly string[]): readonly Group[] {
  const unknown = only.find((name) => !GROUPS.some((group) => group.name === name));
  if (unknown !== undefined)
    throw new Error(`There is no group "${unknown}"; there are ${GROUPS.map(({ name }) => name).join(', ')}`);
  return only.length === 0 ? GROUPS : GROUPS.filter(({ name }) => only.includes(name));
}

function checkPrepared({ site }: Options): void {
  if (!existsSync(path.join(site, 'index.html')))
    throw new Error(`There is no built site in ${site}: run "npm run build" first`);
}

/** To stderr, so that the table and the JSON can be redirected. */
function progress(line: string): void {
  process.stderr.write(`${line}\n`);
}
