// `npm run profile-toolchain`: learns which functions of the compiler, and which blocks of them, a first program and
// everyday C need, from the programs in this project. With `-- first` only the first, in ten seconds; with `-- FOLDER…`,
// adds what the C programs in those folders need to what there is of everyday C. To be run again when the compiler
// package changes: some four minutes, and twelve more for seven hundred programs of others.
import path from 'node:path';
import v8 from 'node:v8';
import { Volume } from '../runtime/vfs/volume.ts';
import { mountTar } from '../runtime/vfs/tar-image.ts';
import { PROJECT_MOUNT, SYSROOT_MOUNT } from '../runtime/toolchain/layout.ts';
import type { KnownPlans } from '../runtime/toolchain/driver/plans.ts';
import { DEFAULT_SETTINGS } from '../runtime/project/settings.ts';
import { Tools } from '../runtime/toolchain/tools/tools.ts';
import { makeAdditions } from './additions.ts';
import { findCompilerPackage, readCore, readSysroot } from './compiler-package.ts';
import { makeImages } from './images.ts';
import { firstCorpus, foreignCorpus, ownCorpus, type Sample } from './profile/corpus.ts';
import { exercise, exerciseViews } from './profile/exercise.ts';
import { instrument } from './profile/instrument.ts';
import { MarkingMachine } from './profile/marking-machine.ts';
import { readProfile, writeProfile, type Profile, type ProfileName } from './profile/profile.ts';
import { makePlans } from './plan-step.ts';
import { growInSteps } from './sbrk.ts';
import { blockStarts } from './wasm/code.ts';
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
  const starts = blockStarts(readBodies(sections));
  say(`instrumenting ${starts.length - 1} functions`);
  const { module: instrumented, blocks } = instrument(sections);
  const module = new WebAssembly.Module(instrumented);
  const sysroot = await readSysroot(found);
  const additions = await makeAdditions({ core, sysroot, progress: say });
  const image = (await makeImages({ package: sysroot, additions })).c;

  const save = async (name: 'first' | 'usual', touched: Uint8Array, older?: Older): Promise<void> => {
    const functions = Uint8Array.from({ length: starts.length - 1 }, (_, i) => touched[starts[i] ?? 0] ?? 0);
    for (const [file, marks, before] of [
      [name, functions, older?.functions],
      ['blocks', touched, older?.blocks],
    ] as const)
      say(`wrote profile/${await writeProfile(found.version, file, core, before ? either(marks, before) : marks)}`);
  };
  const read = (name: ProfileName): Promise<Profile> => readProfile(found.version, name, core);

  const isFirstOnly = args.length === 1 && args[0] === FIRST_ONLY;
  const folders = isFirstOnly ? [] : args;
  const touched = new Uint8Array(blocks);
  if (folders.length === 0) {
    const plans = JSON.parse(new TextDecoder().decode(await makePlans(core, image))) as KnownPlans;
    await learn({ module, image, touched, starts, samples: firstCorpus(), plans });
    await save('first', touched, isFirstOnly ? { blocks: await read('blocks') } : undefined);
  }
  if (isFirstOnly) return;

  const isAdding = folders.length > 0;
  const older = isAdding ? { functions: await read('usual'), blocks: await read('blocks') } : undefined;
  const samples = isAdding ? folders.flatMap((folder) => foreignCorpus(path.resolve(folder))) : ownCorpus();
  // So that a long run may be stopped at any time.
  const sometimes = isAdding ? { save: () => save('usual', touched, older) } : {};
  await learn({ module, image, touched, starts, samples, withViews: !isAdding, ...sometimes });
  await save('usual', touched, older);
}

/** What was known before, and stays. */
interface Older {
  readonly functions?: Profile;
  readonly blocks: Profile;
}

function either(some: Profile, others: Profile): Profile {
  if (some.length !== others.length)
    throw new Error('The older profile counts other blocks: run "npm run profile-toolchain" without more');
  return some.map((mark, i) => mark | (others[i] ?? 0));
}

interface Lesson {
  readonly module: WebAssembly.Module;
  readonly image: Uint8Array;
  /** A byte for each block; marked with all that is needed. */
  readonly touched: Uint8Array;
  /** The first block of each function. */
  readonly starts: Uint32Array;
  readonly samples: readonly Sample[];
  /** Of a first visit: the driver is not asked, and no tool looks inside the program. */
  readonly plans?: KnownPlans;
  /** Has the compiler show the first sample in all its ways, too. */
  readonly withViews?: boolean;
  readonly save?: () => Promise<void>;
}

async function learn({ module, image, touched, starts, samples, plans, withViews, save }: Lesson): Promise<void> {
  const machine = new MarkingMachine(module, touched);
  const now = (): number => machine.kernel.host.wallNs();
  const usr = new Volume({ now });
  mountTar(usr, machine.kernel.mount(SYSROOT_MOUNT, usr), image);
  const project = machine.kernel.mount(PROJECT_MOUNT, new Volume({ now }));
  const tools = new Tools(machine, machine.module);

  const count = (): number => starts.reduce((sum, start) => sum + (touched[start] ?? 0), 0);
  let before = count();
  for (const [i, sample] of samples.entries()) {
    await exercise(tools, project, sample, plans);
    if (i === 0 && withViews === true) {
      const source = sample.files['main.c'] ?? '';
      for (const level of ['-O0', '-O2'] as const)
        await exerciseViews(tools, project, source, { ...DEFAULT_SETTINGS, optimization: level });
    }
    const after = count();
    say(`${i + 1}/${samples.length} ${sample.name}: ${after} functions, ${after - before} of them new`);
    before = after;
    if (i % 20 === 19) await save?.();
  }
}

function say(line: string): void {
  process.stdout.write(`profile: ${line}\n`);
}
