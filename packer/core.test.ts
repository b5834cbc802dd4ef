import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { NodeMachine } from '../runtime/cli/node-machine.ts';
import { NodeToolchain } from '../runtime/cli/node-toolchain.ts';
import { FolderFiles } from '../runtime/vfs/folder-files.ts';
import { mountTar } from '../runtime/vfs/tar-image.ts';
import { Volume } from '../runtime/vfs/volume.ts';
import { Builder } from '../runtime/toolchain/build/build.ts';
import { PROJECT_MOUNT, SYSROOT_MOUNT } from '../runtime/toolchain/layout.ts';
import { DEFAULT_SETTINGS, type ProjectSettings } from '../runtime/project/settings.ts';
import { linkParts } from '../runtime/toolchain/split/link-parts.ts';
import { symbolize } from '../runtime/toolchain/report/symbolize.ts';
import { Tools } from '../runtime/toolchain/tools/tools.ts';
import { cutCore } from './cut-core.ts';
import { findCompilerPackage, readCore, readSysroot } from './compiler-package.ts';
import { makeImages } from './images.ts';
import { PART_COUNT, RARE } from './part-of.ts';
import { readProfiles } from './profile/profile.ts';
import { growInSteps } from './sbrk.ts';
import { splitModule } from './split.ts';
import { readSections, writeSections } from './wasm/sections.ts';

const signal = new AbortController().signal;
const CXX =
  '#include <vector>\nint main() { std::vector<int> v{1, 2}; v.push_back(3); return v.size() == 3 ? 0 : 1; }\n';

/** A machine with the core in one of its forms, and which parts of it were asked for. */
function boot(image: Uint8Array, [first, ...more]: readonly Uint8Array<ArrayBuffer>[]) {
  if (!first) throw new Error('The core has no parts');
  const machine = new NodeMachine();
  const module = new WebAssembly.Module(first);
  const loads = new Set<number>();
  const modules = new Map<number, WebAssembly.Module>();
  if (more.length > 0) {
    machine.linkWith(
      module,
      linkParts({
        count: more.length,
        get: (part) => {
          loads.add(part);
          const compiled = modules.get(part) ?? new WebAssembly.Module(more[part - 1] ?? new Uint8Array());
          modules.set(part, compiled);
          return compiled;
        },
      }),
    );
  }
  const now = (): number => machine.kernel.host.wallNs();
  const usr = new Volume({ now });
  mountTar(usr, machine.kernel.mount(SYSROOT_MOUNT, usr), image);
  const project = machine.kernel.mount(PROJECT_MOUNT, new Volume({ now }));
  const tools = new Tools(machine, module);
  return { tools, project, loads };
}

type Booted = ReturnType<typeof boot>;

/** What is left of a build: the object, the program, and everything said. */
async function build({ tools, project }: Booted, name: string, text: string, settings: Partial<ProjectSettings>) {
  for (const old of ['main.c', 'main.cpp']) project.unlink(old);
  tools.build.unlink(`${name}.o`);
  new FolderFiles(project).write(name, new TextEncoder().encode(text));
  // The shipped sysroot alone: no library of ours, neither for compatibility nor for checks.
  const whole = {
    ...DEFAULT_SETTINGS,
    checks: 'off',
    warnings: 'extra',
    withoutDefaults: ['compat'],
    ...settings,
  } as const;
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
  let shredded: Booted;

  beforeAll(async () => {
    const found = await findCompilerPackage();
    const original = await readCore(found);
    const images = await makeImages({ package: await readSysroot(found), additions: [] });
    const sections = growInSteps(readSections(original));
    expect(Buffer.compare(writeSections(readSections(original)), original)).toBe(0);

    const cut = cutCore(sections, await readProfiles(found.version, original));
    // Each function in another part than its neighbours, none in the first.
    const scattered = splitModule(sections, PART_COUNT, (i) => 1 + (i % 2));
    whole = boot(images.c, [new Uint8Array(original)]);
    split = boot(images.c, cut.parts);
    shredded = boot(images.c, scattered.parts);
    for (const { tools } of [whole, split, shredded]) {
      const usr = tools.machine.kernel.root.lookup(SYSROOT_MOUNT);
      if (usr?.kind === 'directory') mountTar(usr.volume, usr, images.cxx);
    }
  }, 300_000);

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
      expect(split.loads).not.toContain(RARE);
    },
  );

  it.each([
    { text: 'int main(void) { return x; }\n', kind: 'failed' },
    { text: 'int puts(const char *);\nint main(void) { return puts("hello") < 0; }\n', kind: 'built' },
  ])('works with nothing in the first part, and every function far from the next: $kind', async ({ text, kind }) => {
    const expected = await build(whole, 'main.c', text, {});
    expect(expected.kind).toBe(kind);
    expect(await build(shredded, 'main.c', text, {})).toEqual(expected);
    expect([...shredded.loads].sort()).toEqual([1, 2]);
  });

  it('compiles C++, which is not everyday C, with the help of the rare part', async () => {
    const expected = await build(whole, 'main.cpp', CXX, { optimization: '-O0' });
    expect(expected.kind).toBe('built');
    expect(await build(split, 'main.cpp', CXX, { optimization: '-O0' })).toEqual(expected);
    expect(split.loads).toContain(RARE);
  });
});

describe('the prepared toolchain', { timeout: 300_000 }, () => {
  // Some checked programs need it at levels that are not the usual one.
  it('needs no rare part to plan, compile, check, link and symbolize without checks at any level', async () => {
    const toolchain = NodeToolchain.load();
    const { files, builder, tools, needCxx } = toolchain.boot();
    for (const optimization of ['-O0', '-O1', '-O2', '-O3', '-Os'] as const) {
      files.write('main.c', new TextEncoder().encode(corpusFile('control')));
      const settings = { ...DEFAULT_SETTINGS, checks: 'off', optimization } as const;
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
    expect(toolchain.partsNeeded).not.toContain(RARE);
  });

  it.each(['brain', 'life', 'matrix', 'sorting'])(
    'needs no rare part to build and look through the example %s at the usual settings, which check it',
    async (example) => {
      const toolchain = NodeToolchain.load();
      const { files, builder, needCxx } = toolchain.boot();
      const source = new URL(`../app/features/examples/programs/${example}/main.c`, import.meta.url);
      files.write('main.c', readFileSync(source));
      const settings = DEFAULT_SETTINGS;
      const built = await builder.build({ settings, signal, progress: () => undefined, needCxx });
      expect(built.kind).toBe('built');
      if (built.kind === 'built') expect(await builder.unset(built.program, settings, signal)).toBeDefined();
      expect(toolchain.partsNeeded).not.toContain(RARE);
    },
  );

  it.each(['../app/features/examples/programs/hello/main.c', 'profile/first/basics.c'])(
    'needs the first part alone at the usual settings for what a visit begins with: %s',
    async (source) => {
      const toolchain = NodeToolchain.load();
      const { files, builder, needCxx } = toolchain.boot();
      files.write('main.c', readFileSync(new URL(source, import.meta.url)));
      await builder.check('main.c', DEFAULT_SETTINGS, signal, needCxx);
      const built = await builder.build({ settings: DEFAULT_SETTINGS, signal, progress: () => undefined, needCxx });
      expect(built.kind).toBe('built');
      expect(toolchain.partsNeeded).toEqual([]);
    },
  );
});

function corpusFile(name: string): string {
  return readFileSync(new URL(`profile/corpus/${name}.c`, import.meta.url), 'utf8');
}

function sha(bytes: Uint8Array | undefined): string {
  return bytes === undefined ? '' : createHash('sha256').update(bytes).digest('hex');
}
