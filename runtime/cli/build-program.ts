import { writeFileSync } from 'node:fs';
import { moduleProblemText } from '../abi/module-info.ts';
import { worldText } from '../abi/world-text.ts';
import { ok } from '../base/result.ts';
import { componentForOthers } from '../component/export/make-component.ts';
import { inspectComponent } from '../component/inspect-component.ts';
import { inspectProgram } from '../component/inspect-program.ts';
import { NodeToolchain } from './node-toolchain.ts';
import type { RunArgs } from './run-args.ts';
import { NOT_BUILT, programOf, settingsOf, type Console } from './run-program.ts';

/** Builds a program and writes the module, or the component, to `args.output`; resolves with the status to exit with. */
export async function buildProgram(args: RunArgs, console: Console): Promise<number> {
  const { output = 'main.wasm', isComponent } = args;
  const say = (text: string): void => console.stderr(new TextEncoder().encode(text));
  const toolchain = NodeToolchain.load();
  // The mistakes that checks find are found here, by running it; what is given away is what the compiler makes of it.
  const built = await programOf(toolchain.boot(), args, say, { ...settingsOf(args), checks: 'off' });
  if (!built) return NOT_BUILT;
  const { program: module, library } = built;
  const { problem } = library ? {} : await inspectProgram(module);
  if (problem) throw new Error(moduleProblemText(problem));
  if (library && !isComponent) throw new Error('A program with a library component is a component: add --component');
  const made = isComponent ? componentForOthers(module, toolchain.adapters(), library) : ok(module);
  if (!made.ok) throw new Error(made.error);
  const program = made.value;
  try {
    writeFileSync(output, program);
  } catch (error) {
    throw new Error(`The program was built, but ${output} could not be written: ${(error as Error).message}`, {
      cause: error,
    });
  }
  if (isComponent) say(`${worldText(inspectComponent(program))}\n`);
  say(`${output}: ${program.length} bytes. Run it with: wasmtime run ${output}\n`);
  return 0;
}
