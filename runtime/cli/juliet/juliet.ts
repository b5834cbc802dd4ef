/*
 * `npm run juliet -- DIR [--most N] [--seed S] [--level=-O1] [--only 121,122] [--named REGEXP] [--beside | --only-beside]`:
 * builds and runs the C cases of the Juliet suite at DIR, checked, and prints a table that says for each weakness how many
 * flaws were found and how many correct variants were accused. `--most`: of each weakness so many cases, chosen by the
 * seed; `--named`: those whose names match. `--beside` judges the same cases with what is installed natively as well.
 * `juliet-cases.ts` says which cases are left out. Fails if a checked program accuses a correct variant.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { DEFAULT_SETTINGS, type Optimization } from '../../project/settings.ts';
import { NodeToolchain } from '../node-toolchain.ts';
import { CheckedJudge } from './checked-judge.ts';
import type { Judge, JudgedProgram, Verdict } from './judge.ts';
import { casesOf, sampleOf, type JulietCase } from './juliet-cases.ts';
import { programOf } from './juliet-program.ts';
import { NativeJudge } from './native-judge.ts';

const WEAKNESSES = [121, 122, 124, 126, 127, 190, 369, 401, 415, 416, 457, 476, 562, 590];
const SUPPORT = ['io.c', 'std_testcase.h', 'std_testcase_io.h'];
/** Cases of one program. */
const TOGETHER = 40;

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    most: { type: 'string', default: 'Infinity' },
    seed: { type: 'string', default: '1' },
    level: { type: 'string', default: DEFAULT_SETTINGS.optimization },
    named: { type: 'string', default: '' },
    only: { type: 'string', default: WEAKNESSES.join(',') },
    beside: { type: 'boolean', default: false },
    'only-beside': { type: 'boolean', default: false },
  },
});
const [suite] = positionals;
if (suite === undefined) {
  process.stderr.write(
    'Usage: npm run juliet -- DIR [--most N] [--seed S] [--level=-O1] [--only 121,122] [--named REGEXP] [--beside | --only-beside]\n',
  );
  process.exit(2);
}
const support = new Map(SUPPORT.map((name) => [name, readFileSync(path.join(suite, 'testcasesupport', name), 'utf8')]));
const checked = options['only-beside']
  ? undefined
  : new CheckedJudge(NodeToolchain.load().boot(), options.level as Optimization);
const native = options.beside || options['only-beside'] ? NativeJudge.all(options.level) : [];
const judges: readonly Judge[] = [...(checked ? [checked] : []), ...native];

const named = new RegExp(options.named);
const cells: string[][] = [];
let accusations = 0;
const startedAt = performance.now();
for (const weakness of options.only.split(',').map(Number)) {
  const all = casesOf(suite, weakness).filter(({ name }) => named.test(name));
  const cases = sampleOf(all, Number(options.most), Number(options.seed));
  const row = [`CWE ${weakness}`, `${cases.length} of ${all.length}`];
  for (const judge of judges) row.push(await countOf(judge, weakness, cases));
  cells.push(row);
  say(`| ${row.join(' | ')} |`);
}
for (const judge of native) judge[Symbol.dispose]();
say(`\n${options.level}, seed ${options.seed}, ${Math.round((performance.now() - startedAt) / 1000)} s\n`);
say(`| weakness | cases | ${judges.map(({ name }) => `${name}: found, accused`).join(' | ')} |`);
say(`| --- | --: |${' --: |'.repeat(judges.length)}`);
for (const row of cells) say(`| ${row.join(' | ')} |`);
process.exitCode = accusations > 0 ? 1 : 0;

/** How many flaws the judge found by what they are, and how many correct variants it accused. */
async function countOf(judge: Judge, weakness: number, cases: readonly JulietCase[]): Promise<string> {
  let [found, accused] = [0, 0];
  for await (const { name, bad, good } of verdicts(judge, cases)) {
    if (bad.kind === 'found' && bad.isRight) found++;
    else say(`  ${judge.name}, not found: ${name}: ${JSON.stringify(bad)}`);
    if (good.kind === 'nothing') continue;
    accused++;
    if (judge === checked) accusations++;
    say(`  ${judge.name}, accused: ${name}: ${JSON.stringify(good)}`);
  }
  return `${found}, ${accused}`;
}

interface Judged {
  readonly name: string;
  readonly bad: Verdict;
  readonly good: Verdict;
}

async function* verdicts(judge: Judge, cases: readonly JulietCase[]): AsyncGenerator<Judged> {
  for (let at = 0; at < cases.length; at += TOGETHER) {
    const together = cases.slice(at, at + TOGETHER);
    const program = await judge.build(programOf(together, support));
    if (program) yield* judged(program, together);
    else for (const one of together) yield* judged(await judge.build(programOf([one], support)), [one]);
  }
}

async function* judged(program: JudgedProgram | undefined, cases: readonly JulietCase[]): AsyncGenerator<Judged> {
  for (const [number, one] of cases.entries()) {
    const run = async (half: 'bad' | 'good'): Promise<Verdict> =>
      program ? await program.run(half, number, one) : { kind: 'unbuilt' };
    yield { name: one.name, bad: await run('bad'), good: await run('good') };
  }
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
