import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { NodeMachine } from '../../cli/node-machine.ts';
import { NodeToolchain } from '../../cli/node-toolchain.ts';
import { FolderFiles } from '../../vfs/folder-files.ts';
import { mountTar } from '../../vfs/tar-image.ts';
import { Volume } from '../../vfs/volume.ts';
import { Builder } from '../build.ts';
import { PROJECT_MOUNT, SYSROOT_MOUNT } from '../layout.ts';
import { DEFAULT_SETTINGS, type ProjectSettings } from '../settings.ts';
import { linkHalves } from '../split/cold-half.ts';
import { symbolize } from '../symbolize.ts';
import { Tools } from '../tools.ts';
import { findCompilerPackage, readCore, readSysroot } from './compiler-package.ts';
import { hotSet } from './hot-set.ts';
import { makeImages } from './images.ts';
import { readProfile } from './profile/profile.ts';
import { growInSteps } from './sbrk.ts';
import { splitModule } from './split.ts';
import { readSections, writeSections } from './wasm/sections.ts';

const signal = new AbortController().signal;
const CXX =
  '#include <vector>\nint main() { std::vector<int> v{1, 2}; v.push_back(3); return v.size() == 3 ? 0 : 1; }\n';

/** A machine with the core in one of its forms, and how often it asked for a cold half. */
function boot(image: Uint8Array, core: Uint8Array<ArrayBuffer>, cold?: Uint8Array<ArrayBuffer>) {
  const machine = new NodeMachine();
  const module = new WebAssembly.Module(core);
  let loads = 0;
  let coldModule: WebAssembly.Module | undefined;
  if (cold) {
    machine.linkWith(
      module,
      linkHalves(() => {
        loads++;
        return (coldModule ??= new WebAssembly.Module(cold));
      }),
    );
  }
  const now = (): number => machine.kernel.host.wallNs();
  const usr = new Volume({ now });
  mountTar(usr, machine.kernel.mount(SYSROOT_MOUNT, usr), image);
  const project = machine.kernel.mount(PROJECT_MOUNT, new Volume({ now }));
  const tools = new Tools(machine, module);
  return { tools, project, loads: () => loads };
}

type Booted = ReturnType<typeof boot>;

/** What is left of a build: the object, the program, and everything said. */
async function build({ tools, project }: Booted, name: string, text: string, settings: Partial<ProjectSettings>) {
  for (const old of ['main.c', 'main.cpp']) project.unlink(old);
  tools.build.unlink(`${name}.o`);
  new FolderFiles(project).write(name, new TextEncoder().encode(text));
  // The shipped sysroot alone: no compat library of ours.
  const whole = { ...DEFAULT_SETTINGS, warnings: 'extra', withoutDefaults: ['compat'], ...settings } as const;
  const built = await new Builder(tools).build({
    settings: whole,
    signal,
    progress: () => undefined,
    needCxx: () => Promise.resolve(),
  });
  return {
    kind: built.kind,
    said: 'said' in built ? built.said : '',
    object: sha(tools.output(`${name}.o`)),
    program: built.kind === 'built' ? sha(built.program) : undefined,
  };
}

describe('the core', { timeout: 180_000 }, () => {
  let whole: Booted;
  let split: Booted;
  let allCold: Booted;

  beforeAll(async () => {
    const found = await findCompilerPackage();
    const original = await readCore(found);
    const images = makeImages({ package: await readSysroot(found), additions: [] });
    const sections = growInSteps(readSections(original));
    expect(Buffer.compare(writeSections(readSections(original)), original)).toBe(0);

    const profile = await readProfile(found.version, original);
    const halves = splitModule(sections, hotSet(profile, sections));
    const bare = splitModule(sections, () => false);
    whole = boot(images.c, new Uint8Array(original));
    split = boot(images.c, halves.hot, halves.cold);
    allCold = boot(images.c, bare.hot, bare.cold);
    for (const { tools } of [whole, split, allCold]) {
      const usr = tools.machine.kernel.root.lookup(SYSROOT_MOUNT);
      if (usr?.kind === 'directory') mountTar(usr.volume, usr, images.cxx);
    }
  }, 120_000);

  it.each([
    { program: 'aggregates', optimization: '-O2' },
    { program: 'control', optimization: '-O0' },
    { program: 'text', optimization: '-O1' },
  ] as const)(
    'makes of $program at $optimization the same object and program, split and whole',
    async ({ program, optimization }) => {
      const text = corpusFile(program);
      const expected = await build(whole, 'main.c', text, { optimization });
      expect(await build(split, 'main.c', text, { optimization })).toEqual(expected);
      expect(split.loads()).toBe(0);
    },
  );

  it.each([
    { text: 'int main(void) { return x; }\n', kind: 'failed' },
    { text: 'int puts(const char *);\nint main(void) { return puts("hello") < 0; }\n', kind: 'built' },
  ])('works with everything in the cold half: $kind', async ({ text, kind }) => {
    const expected = await build(whole, 'main.c', text, {});
    expect(expected.kind).toBe(kind);
    expect(await build(allCold, 'main.c', text, {})).toEqual(expected);
    expect(allCold.loads()).toBeGreaterThan(0);
  });

  it('compiles C++, which is not everyday C, with the help of the cold half', async () => {
    const expected = await build(whole, 'main.cpp', CXX, { optimization: '-O0' });
    expect(expected.kind).toBe('built');
    expect(await build(split, 'main.cpp', CXX, { optimization: '-O0' })).toEqual(expected);
    expect(split.loads()).toBeGreaterThan(0);
  });
});

describe('the prepared toolchain', { timeout: 120_000 }, () => {
  it('needs no cold half to plan, compile, check, link and symbolize at any level', async () => {
    const toolchain = NodeToolchain.load();
    const { files, builder, tools, needCxx } = toolchain.boot();
    for (const optimization of ['-O0', '-O1', '-O2', '-O3', '-Os'] as const) {
      files.write('main.c', new TextEncoder().encode(corpusFile('control')));
      const settings = { ...DEFAULT_SETTINGS, optimization };
      const built = await builder.build({ settings, signal, progress: () => undefined, needCxx });
      expect(built.kind).toBe('built');
      await builder.check('main.c', settings, signal, needCxx);
      if (built.kind !== 'built') continue;
      await symbolize(tools, built.program, {
        reason: 'unreachable',
        message: '',
        frames: [{ functionIndex: 1, byteOffset: 0x400, name: undefined }],
      });
    }
    files.write('main.c', new TextEncoder().encode('int main(void) { undeclared(; }\n'));
    expect((await builder.check('main.c', DEFAULT_SETTINGS, signal, needCxx))?.length).toBeGreaterThan(0);
    expect(toolchain.isColdLoaded).toBe(false);
  });
});

function corpusFile(name: string): string {
  return readFileSync(new URL(`profile/corpus/${name}.c`, import.meta.url), 'utf8');
}

function sha(bytes: Uint8Array | undefined): string {
  return bytes === undefined ? '' : createHash('sha256').update(bytes).digest('hex');
}
