// `npm run profile-toolchain`: learns which functions of the compiler a first program and everyday C need, from the programs
// in this project. With `-- first` only the first, in a minute; with `-- FOLDER…`, adds what the C programs in those
// folders need to what there is of everyday C. To be run again when the compiler package changes: some ten minutes, and
// an hour for a thousand programs of others.
import path from 'node:path';
import v8 from 'node:v8';
import { Volume } from '../../vfs/volume.ts';
import { mountTar } from '../../vfs/tar-image.ts';
import { PROJECT_MOUNT, SYSROOT_MOUNT } from '../layout.ts';
import type { KnownPlans } from '../plans.ts';
import { DEFAULT_SETTINGS } from '../settings.ts';
import { Tools } from '../tools.ts';
import { makeAdditions } from './additions.ts';
import { findCompilerPackage, readCore, readSysroot } from './compiler-package.ts';
import { makeImages } from './images.ts';
import { firstCorpus, foreignCorpus, ownCorpus, type Sample } from './profile/corpus.ts';
import { exercise, exerciseViews } from './profile/exercise.ts';
import { instrument } from './profile/instrument.ts';
import { MarkingMachine } from './profile/marking-machine.ts';
import { readProfile, writeProfile } from './profile/profile.ts';
import { makePlans } from './plan-step.ts';
import { growInSteps } from './sbrk.ts';
import { readBodies } from './wasm/declarations.ts';
import { readSections } from './wasm/sections.ts';

const FIRST_ONLY = 'first';

await main(process.argv.slice(2));

async function main(args: readonly string[]): Promise<void> {
  // V8 of Node 20 can crash when it marks while the memory of a large module grows.
  v8.setFlagsFromString('--no-incremental-marking');
  const found = await findCompilerPackage();
  const core = await readCore(found);
  const sections = growInSteps(readSections(core));
  const functions = readBodies(sections).length;
  say(`instrumenting ${functions} functions`);
  const module = new WebAssembly.Module(instrument(sections));
  const sysroot = await readSysroot(found);
  const additions = await makeAdditions({ core, sysroot, progress: say });
  const image = makeImages({ package: sysroot, additions }).c;

  const isFirstOnly = args.length === 1 && args[0] === FIRST_ONLY;
  const folders = isFirstOnly ? [] : args;
  if (folders.length === 0) {
    const touched = new Uint8Array(functions);
    const plans = JSON.parse(new TextDecoder().decode(await makePlans(core, image))) as KnownPlans;
    await learn({ module, image, touched, samples: firstCorpus(), plans });
    say(`wrote profile/${await writeProfile(found.version, 'first', core, touched)}`);
  }
  if (isFirstOnly) return;

  const isAdding = folders.length > 0;
  const touched = isAdding ? await readProfile(found.version, 'usual', core) : new Uint8Array(functions);
  const save = (): Promise<string> => writeProfile(found.version, 'usual', core, touched);
  const samples = isAdding ? folders.flatMap((folder) => foreignCorpus(path.resolve(folder))) : ownCorpus();
  // So that a long run may be stopped at any time.
  await learn({ module, image, touched, samples, withViews: !isAdding, ...(isAdding ? { save } : {}) });
  say(`wrote profile/${await save()}`);
}

interface Lesson {
  readonly module: WebAssembly.Module;
  readonly image: Uint8Array;
  /** Marked with all that is needed. */
  readonly touched: Uint8Array;
  readonly samples: readonly Sample[];
  /** Of a first visit: nobody asks the driver, or looks inside the program. */
  readonly plans?: KnownPlans;
  /** Has the compiler show the first sample in all its ways, too. */
  readonly withViews?: boolean;
  readonly save?: () => Promise<string>;
}

async function learn({ module, image, touched, samples, plans, withViews, save }: Lesson): Promise<void> {
  const machine = new MarkingMachine(module, touched);
  const now = (): number => machine.kernel.host.wallNs();
  const usr = new Volume({ now });
  mountTar(usr, machine.kernel.mount(SYSROOT_MOUNT, usr), image);
  const project = machine.kernel.mount(PROJECT_MOUNT, new Volume({ now }));
  const tools = new Tools(machine, machine.module);

  let before = touched.reduce((sum, mark) => sum + mark, 0);
  for (const [i, sample] of samples.entries()) {
    await exercise(tools, project, sample, plans);
    if (i === 0 && withViews === true) {
      const source = sample.files['main.c'] ?? '';
      for (const level of ['-O0', '-O2'] as const)
        await exerciseViews(tools, project, source, { ...DEFAULT_SETTINGS, optimization: level });
    }
    const after = touched.reduce((sum, mark) => sum + mark, 0);
    say(`${i + 1}/${samples.length} ${sample.name}: ${after} functions, ${after - before} of them new`);
    before = after;
    if (i % 20 === 19) await save?.();
  }
}

function say(line: string): void {
  process.stdout.write(`profile: ${line}\n`);
}
