// `npm run profile-toolchain`: learns which functions of the compiler everyday C needs, from the programs in this
// project. With `-- FOLDER…`, adds what the C programs in those folders need to the profile there is. To be run again
// when the compiler package changes: some ten minutes, and an hour for a thousand programs of others.
import path from 'node:path';
import v8 from 'node:v8';
import { Volume } from '../../vfs/volume.ts';
import { mountTar } from '../../vfs/tar-image.ts';
import { PROJECT_MOUNT, SYSROOT_MOUNT } from '../layout.ts';
import { DEFAULT_SETTINGS } from '../settings.ts';
import { Tools } from '../tools.ts';
import { makeAdditions } from './additions.ts';
import { findCompilerPackage, readCore, readSysroot } from './compiler-package.ts';
import { makeImages } from './images.ts';
import { foreignCorpus, ownCorpus } from './profile/corpus.ts';
import { exercise, exerciseViews } from './profile/exercise.ts';
import { instrument } from './profile/instrument.ts';
import { MarkingMachine } from './profile/marking-machine.ts';
import { readProfile, writeProfile } from './profile/profile.ts';
import { growInSteps } from './sbrk.ts';
import { readBodies } from './wasm/declarations.ts';
import { readSections } from './wasm/sections.ts';

await main(process.argv.slice(2));

async function main(folders: readonly string[]): Promise<void> {
  // V8 of Node 20 can crash when it marks while the memory of a large module grows.
  v8.setFlagsFromString('--no-incremental-marking');
  const found = await findCompilerPackage();
  const core = await readCore(found);
  const sections = growInSteps(readSections(core));
  const isAdding = folders.length > 0;
  const touched = isAdding ? await readProfile(found.version, core) : new Uint8Array(readBodies(sections).length);
  say(`instrumenting ${touched.length} functions`);
  const machine = new MarkingMachine(new WebAssembly.Module(instrument(sections)), touched);

  const sysroot = await readSysroot(found);
  const additions = await makeAdditions({ core, sysroot, progress: say });
  const now = (): number => machine.kernel.host.wallNs();
  const usr = new Volume({ now });
  mountTar(usr, machine.kernel.mount(SYSROOT_MOUNT, usr), makeImages({ package: sysroot, additions }).c);
  const project = machine.kernel.mount(PROJECT_MOUNT, new Volume({ now }));
  const tools = new Tools(machine, machine.module);

  const samples = isAdding ? folders.flatMap((folder) => foreignCorpus(path.resolve(folder))) : ownCorpus();
  let before = touched.reduce((sum, mark) => sum + mark, 0);
  for (const [i, sample] of samples.entries()) {
    await exercise(tools, project, sample);
    if (i === 0 && !isAdding) {
      const source = sample.files['main.c'] ?? '';
      for (const level of ['-O0', '-O2'] as const)
        await exerciseViews(tools, project, source, { ...DEFAULT_SETTINGS, optimization: level });
    }
    const after = touched.reduce((sum, mark) => sum + mark, 0);
    say(`${i + 1}/${samples.length} ${sample.name}: ${after} functions, ${after - before} of them new`);
    before = after;
    // So that a long run may be stopped at any time.
    if (isAdding && i % 20 === 0) await writeProfile(found.version, core, touched);
  }
  say(`wrote profile/${await writeProfile(found.version, core, touched)}`);
}

function say(line: string): void {
  process.stdout.write(`profile: ${line}\n`);
}
