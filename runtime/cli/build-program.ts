import { writeFileSync } from 'node:fs';
import { NodeToolchain } from './node-toolchain.ts';
import type { RunArgs } from './run-args.ts';
import { NOT_BUILT, programOf, settingsOf, type Console } from './run-program.ts';

/** Builds a program and writes the module to `args.output`; resolves with the status to exit with. */
export async function buildProgram(args: RunArgs, console: Console): Promise<number> {
  const { output = 'main.wasm' } = args;
  const say = (text: string): void => console.stderr(new TextEncoder().encode(text));
  // The mistakes that checks find are found here, by running it; what is given away is what the compiler makes of it.
  const program = await programOf(NodeToolchain.load().boot(), args, say, { ...settingsOf(args), checks: 'off' });
  if (!program) return NOT_BUILT;
  try {
    writeFileSync(output, program);
  } catch (error) {
    throw new Error(`The program was built, but ${output} could not be written: ${(error as Error).message}`, {
      cause: error,
    });
  }
  say(`${output}: ${program.length} bytes. Run it with: wasmtime run ${output}\n`);
  return 0;
}
