import path from 'node:path';
import { limitMemory, tooMuchMemoryText } from '../guest/limit-memory.ts';
import { prepareDebugProgram } from '../debug/debug-program.ts';
import { stepLog } from '../debug/step-log.ts';
import type { JsonStop } from '../debug/stop-json.ts';
import { Forward, SuppliedInput } from '../kernel/devices/devices.ts';
import { Pipe } from '../kernel/devices/pipe.ts';
import { DEFAULT_LIMITS } from '../policy/policy.ts';
import { debugSettings } from '../toolchain/driver/debug-settings.ts';
import { StreamInode } from '../vfs/inode.ts';
import { readingStdin } from './node-machine.ts';
import { NodeToolchain } from './node-toolchain.ts';
import type { RunArgs } from './run-args.ts';
import { grantFolders, NOT_BUILT, programOf, settingsOf, type Console } from './run-program.ts';

/** Builds a program without checks, steps through it, and prints each stop; what the program itself prints goes to standard error. */
export async function debugProgram(args: RunArgs, console: Console): Promise<number> {
  const typed = new Pipe();
  const workbench = NodeToolchain.load().boot(
    readingStdin({ push: (bytes) => typed.push(bytes), end: () => typed.end() }),
  );
  const encoder = new TextEncoder();
  const say = (text: string): void => console.stderr(encoder.encode(text));
  const made = await programOf(workbench, args, say, debugSettings({ ...settingsOf(args), checks: 'off' }));
  if (!made) return NOT_BUILT;
  if (made.library) {
    say('The debugger cannot stop a program whose library is a component of its own\n');
    return NOT_BUILT;
  }
  const limited = limitMemory(made.program, DEFAULT_LIMITS.memoryPages);
  if (!(limited instanceof Uint8Array)) {
    say(`${tooMuchMemoryText(limited)}\n`);
    return NOT_BUILT;
  }
  const program = prepareDebugProgram(limited);
  const stops: JsonStop[] = [];
  const module = new WebAssembly.Module(program.module);
  const { machine } = workbench;
  machine.linkWith(
    module,
    stepLog(program, args.steps ?? Infinity, (stop) => stops.push(stop)),
  );
  const { devices } = machine.kernel;
  const { policy } = grantFolders(workbench, args);
  await machine.start({
    name: 'main',
    module,
    argv: [path.basename(args.files[0] ?? 'main').replace(/\.(c|cpp|cc|wasm)$/, ''), ...args.args],
    environ: args.env,
    policy,
    stdio: {
      stdin: new StreamInode(devices, 'unknown', console.stdin ? new SuppliedInput(console.stdin) : typed),
      stdout: new StreamInode(devices, 'unknown', new Forward(console.stderr)),
      stderr: new StreamInode(devices, 'unknown', new Forward(console.stderr)),
    },
  }).ended;
  console.stdout(encoder.encode(`[${stops.map((stop) => JSON.stringify(stop)).join(',\n')}]\n`));
  return 0;
}
