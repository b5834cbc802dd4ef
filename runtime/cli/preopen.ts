import { readFileSync } from 'node:fs';
import { buildProgram } from './build-program.ts';
import { debugProgram } from './debug-program.ts';
import { parseRunArgs, usage, type Command, type RunArgs } from './run-args.ts';
import { runProgram, type Console } from './run-program.ts';

const STARTS: Readonly<Record<Command, (args: RunArgs, console: Console) => Promise<number>>> = {
  run: runProgram,
  debug: debugProgram,
  build: buildProgram,
};

/** `npm run preopen -- run prog.c …`: compiles and runs, debugs or keeps, in Node with the machine that runs in the tab. */
const argv = process.argv.slice(2);
const own = argv.slice(0, argv.includes('--') ? argv.indexOf('--') : undefined);
const parsed = parseRunArgs(argv);
if (own.includes('--help') || own.includes('-h')) process.stdout.write(usage());
else if (!parsed.ok) {
  process.stderr.write(`${parsed.error}\n\n${usage()}`);
  process.exitCode = 2;
} else {
  try {
    process.exitCode = await STARTS[parsed.value.command](parsed.value, {
      stdin: parsed.value.stdin === undefined ? undefined : new Uint8Array(readFileSync(parsed.value.stdin)),
      stdout: (bytes) => writeAll(1, bytes),
      stderr: (bytes) => writeAll(2, bytes),
    });
  } catch (error) {
    process.stderr.write(`preopen: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 2;
  }
}

/** Synchronously, so that what a guest wrote before a trap is out before the trap is reported. */
function writeAll(fd: 1 | 2, bytes: Uint8Array): void {
  const stream = fd === 1 ? process.stdout : process.stderr;
  stream.write(bytes.slice());
}
