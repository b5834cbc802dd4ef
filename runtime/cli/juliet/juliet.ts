/*
 * `npm run juliet -- DIR [EVERY] [--beside]`: builds and runs the C cases of the Juliet suite at DIR, checked, and prints a table
 * that says for each weakness how many flaws were found and how many correct variants were accused. EVERY: of so many cases one
 * is run. `--beside` judges the same cases with what is installed natively as well. Cases that need a network, threads, Windows
 * or several files are left out, and so are those whose flaw does not happen, or only in some runs. Fails if a checked program accuses a correct variant.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { NodeToolchain } from '../node-toolchain.ts';
import { CheckedJudge } from './checked-judge.ts';
import type { Judge } from './judge.ts';
import { NativeJudge } from './native-judge.ts';

const WEAKNESSES = [121, 122, 124, 126, 127, 190, 369, 401, 415, 416, 457, 476, 562, 590];
const NOT_HERE = /w32|socket|thread|fscanf|fgets|rand|file|environment|console|\d\d[a-e]\.c$|\.cpp$/i;
/** They give a text of wide characters to %s, which prints one character of it: nothing overflows. */
const HARMLESS = /wchar_t.*snprintf/;
/** The twelfth form of control flow makes the flaw happen in half of all runs. */
const COIN = /_12\.c$/;
const SUPPORT = ['io.c', 'std_testcase.h', 'std_testcase_io.h'];

const options = process.argv.slice(2).filter((arg) => arg.startsWith('--'));
const [folder, every = '1'] = process.argv.slice(2).filter((arg) => !arg.startsWith('--'));
if (folder === undefined) {
  process.stderr.write('Usage: npm run juliet -- DIR [EVERY] [--beside | --only-beside]\n');
  process.exit(2);
}
const support = new Map(
  SUPPORT.map((name) => [name, new Uint8Array(readFileSync(path.join(folder, 'testcasesupport', name)))]),
);
const checked = options.includes('--only-beside') ? undefined : new CheckedJudge(NodeToolchain.load().boot(), support);
const native = options.length > 0 ? NativeJudge.all(support) : [];
const judges: readonly Judge[] = [...(checked ? [checked] : []), ...native];

const cells: string[][] = [];
let accusations = 0;
for (const weakness of WEAKNESSES) {
  const cases = casesOf(weakness).filter((_, i) => i % Number(every) === 0);
  const row = [`CWE ${weakness}`, String(cases.length)];
  for (const judge of judges) row.push(await countOf(judge, weakness, cases));
  cells.push(row);
  say(`| ${row.join(' | ')} |`);
}
for (const judge of native) judge[Symbol.dispose]();
say(`\n| weakness | cases | ${judges.map(({ name }) => `${name}: found, accused`).join(' | ')} |`);
say(`| --- | --: |${' --: |'.repeat(judges.length)}`);
for (const row of cells) say(`| ${row.join(' | ')} |`);
process.exitCode = accusations > 0 ? 1 : 0;

function casesOf(weakness: number): readonly string[] {
  const all = path.join(folder ?? '', 'testcases');
  const name = readdirSync(all).find((one) => one.startsWith(`CWE${weakness}_`));
  if (name === undefined) return [];
  return readdirSync(path.join(all, name), { recursive: true })
    .map(String)
    .filter((file) => file.endsWith('.c') && !NOT_HERE.test(file) && !COIN.test(file) && !HARMLESS.test(file))
    .map((file) => path.join(all, name, file))
    .sort();
}

/** How many flaws the judge found by what they are, and how many correct variants it accused. */
async function countOf(judge: Judge, weakness: number, cases: readonly string[]): Promise<string> {
  let [found, accused] = [0, 0];
  for (const file of cases) {
    const source = readFileSync(file, 'utf8');
    const bad = await judge.judge(`#define INCLUDEMAIN\n#define OMITGOOD\n${source}`, weakness);
    const good = await judge.judge(`#define INCLUDEMAIN\n#define OMITBAD\n${source}`, weakness);
    if (bad.kind === 'found' && bad.isRight) found++;
    else say(`  ${judge.name}, not found: ${path.basename(file)}: ${JSON.stringify(bad)}`);
    if (good.kind === 'nothing') continue;
    accused++;
    if (judge === checked) accusations++;
    say(`  ${judge.name}, accused: ${path.basename(file)}: ${JSON.stringify(good)}`);
  }
  return `${found}, ${accused}`;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
