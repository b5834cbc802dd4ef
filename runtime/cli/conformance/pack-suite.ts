import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { FileTree } from '../../protocol/conformance-case.ts';
import { SUITE, type SuiteCase } from '../../conformance/suite/cases.ts';
import { SuiteCompiler } from './compile-suite.ts';

/** `tsx runtime/cli/conformance/pack-suite.ts OUT_DIR`: our own suite, compiled, with the manifest that `npm run conformance` reads. */
const [out, ...more] = process.argv.slice(2);
if (out === undefined || more.length > 0) {
  process.stderr.write('Usage: tsx runtime/cli/conformance/pack-suite.ts OUT_DIR\n');
  process.exit(2);
}
/** The slowest wire takes milliseconds for each of the tens of thousands of calls that some programs make. */
const TIMEOUT_S = 180;

const compiler = new SuiteCompiler();
const tests: object[] = [];
// What does not even start has no place in a manifest; the unit test has it.
for (const one of SUITE) if (one.ends.kind !== 'not-started') tests.push(await pack(one, out));
writeFileSync(path.join(out, 'MANIFEST.json'), `${JSON.stringify({ tests }, undefined, 2)}\n`);
process.stdout.write(`${tests.length} programs in ${out}\n`);

async function pack(one: SuiteCase, folder: string): Promise<object> {
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, `${one.name}.wasm`), await compiler.compile(one.source));
  const preopens = one.preopens.map(({ guest, files }, i) => {
    const dir = path.join(`${one.name}.dirs`, String(i));
    unpack(path.join(folder, dir), files);
    return { guest, dir };
  });
  const { name, argv, env, stdin, setup } = one;
  return {
    suite: 'Preopen',
    name,
    wasm: `${name}.wasm`,
    argv,
    env,
    preopens,
    stdin,
    setup,
    expect: expectation(one),
    timeout_s: TIMEOUT_S,
  };
}

function unpack(folder: string, files: FileTree): void {
  mkdirSync(folder, { recursive: true });
  for (const entry of files) {
    const at = path.join(folder, entry.path);
    if (entry.kind === 'folder') mkdirSync(at, { recursive: true });
    else if (entry.kind === 'file') writeFileSync(at, entry.bytes);
    else symlinkUnlessThere(entry.target, at);
  }
}

/** Packing into the same folder again changes nothing. */
function symlinkUnlessThere(target: string, at: string): void {
  try {
    symlinkSync(target, at);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

function expectation({ ends }: SuiteCase): object {
  // The runner takes a signal for a trap; which trap it is, the unit test checks.
  return ends.kind === 'exited' ? { exit: ends.code, stdout: ends.stdout, stderr: '' } : { trap: true };
}
