import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { NodeMachine } from '../runtime/cli/node-machine.ts';
import { policy, readOnly, readWrite } from '../runtime/policy/policy.ts';
import { FolderFiles } from '../runtime/vfs/folder-files.ts';
import { mountTar } from '../runtime/vfs/tar-image.ts';
import { Volume } from '../runtime/vfs/volume.ts';
import { buildCompat, type RunTool } from './build-compat.ts';
import { COMPAT_HEADERS, COMPAT_SOURCES } from '../runtime/sysroot/library.ts';
import { parsePlan } from '../runtime/toolchain/driver/job-plan.ts';
import { PROJECT_MOUNT, SYSROOT_MOUNT } from '../runtime/toolchain/layout.ts';
import { Tools } from '../runtime/toolchain/tools/tools.ts';
import type { AdditionContext, AdditionStep } from './addition-step.ts';
import { writeTar } from './tar.ts';

const SYSROOT = fileURLToPath(new URL('../runtime/sysroot', import.meta.url));

/** Compiles our compat library with the packed compiler, on the machine itself. */
export const compatStep: AdditionStep = async (context) => {
  context.progress(`compiling the compat library (${COMPAT_SOURCES.length} files)`);
  const sources = await readAll('src', COMPAT_SOURCES);
  const headers = await readAll('include', COMPAT_HEADERS);
  const image = await buildCompat(await toolRunner(context), { sources, headers });
  return [...image].map(([absolute, bytes]) => ({ kind: 'file', path: absolute.replace(/^\/usr\//, ''), bytes }));
};

function readAll(folder: string, names: readonly string[]): Promise<ReadonlyMap<string, Uint8Array>> {
  const entries = names.map(
    async (name) => [name, new Uint8Array(await readFile(path.join(SYSROOT, folder, name)))] as const,
  );
  return Promise.all(entries).then((all) => new Map(all));
}

/** The driver plans, and what it planned runs; `files` lie in a folder of their own for each call. */
export async function toolRunner({ core, sysroot }: AdditionContext): Promise<RunTool> {
  const machine = new NodeMachine();
  const now = (): number => machine.kernel.host.wallNs();
  const usr = new Volume({ now });
  const usrRoot = machine.kernel.mount(SYSROOT_MOUNT, usr);
  mountTar(usr, usrRoot, await writeTar(sysroot));
  const granted = policy(readOnly(`/${SYSROOT_MOUNT}`, '/usr'), readWrite(`/${PROJECT_MOUNT}`, '/'));
  const tools = new Tools(machine, new WebAssembly.Module(core as Uint8Array<ArrayBuffer>), granted);
  const usrFiles = new FolderFiles(usrRoot);
  return async (argv, files) => {
    const folder = new FolderFiles(machine.kernel.mount(PROJECT_MOUNT, new Volume({ now })));
    for (const [name, bytes] of files) {
      if (name.startsWith('/usr/')) usrFiles.write(name.slice(5), bytes);
      else folder.write(name.slice(1), bytes);
    }
    const output = argv[0] === 'ar' ? argv[2] : argv[argv.indexOf('-o') + 1];
    let run = await tools.run(argv[0] === 'ar' ? argv : [...argv, '-###']);
    if (argv[0] !== 'ar' && succeeded(run.end))
      for (const job of parsePlan(run.stderr)) run = await tools.run(job.argv);
    const outputs = new Map<string, Uint8Array>();
    if (succeeded(run.end) && output !== undefined) outputs.set(output, folder.read(output.slice(1)));
    return { exitCode: succeeded(run.end) ? 0 : 1, stderr: run.stderr, outputs };
  };
}

function succeeded(end: { readonly kind: string; readonly code?: number }): boolean {
  return end.kind === 'exited' && end.code === 0;
}
