import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { bootC } from '../../testing/c-fixture.ts';
import { NodeToolchain } from '../../cli/node-toolchain.ts';
import { C_SUPPORT } from '../../sysroot/c-support.ts';
import { linkFlags } from '../driver/driver-flags.ts';
import { Plans } from '../driver/plans.ts';
import { DEFAULT_SETTINGS, type ProjectSettings } from '../../project/settings.ts';
import { withWindowsFormats } from './windows-formats.ts';

const EXAMPLES = fileURLToPath(new URL('../../../app/features/examples/programs', import.meta.url));
const toolchain = NodeToolchain.load();

type Files = Readonly<Record<string, string>>;

/** The same project, built, and linked by the linker's own choice of members. */
async function both(files: Files, change: Partial<ProjectSettings> = {}) {
  const project = bootC(toolchain, files, change);
  const built = await project.build();
  const isCxx = Object.keys(files).some((name) => name.endsWith('.cpp'));
  const language = isCxx ? 'c++' : 'c';
  const flags = linkFlags({ ...DEFAULT_SETTINGS, checks: 'off', ...change }, language);
  const sources = Object.keys(files).filter((name) => /\.(c|cpp)$/i.test(name));
  const adapter = project.tools.output('main-adapter.o') ? ['main-adapter.o'] : [];
  const compiled = sources
    .map((name) => `${name.replaceAll('/', '%2F')}.o`)
    .filter((name) => project.tools.output(name));
  const objects = [...compiled.sort(), ...adapter];
  const argv = await new Plans(project.tools).link(flags, language, objects, 'main.wasm');
  const contents = objects.flatMap((name) => project.tools.output(name) ?? []);
  const whole = await project.tools.run(withWindowsFormats(argv, contents));
  return {
    built,
    whole,
    links: project.takeRan().filter((tool) => tool === 'link').length - 1,
    needed: project.tools.output('needed.a'),
    program: built.kind === 'built' ? built.program : undefined,
    wholeProgram: project.tools.output('main.wasm'),
  };
}

const examples = readdirSync(EXAMPLES).map((id): readonly [string, Files] => [
  id,
  Object.fromEntries(
    readdirSync(path.join(EXAMPLES, id))
      .filter((name) => /\.[ch]$/.test(name))
      .map((name) => [name, readFileSync(path.join(EXAMPLES, id, name), 'utf8')]),
  ),
]);
const rows = C_SUPPORT.flatMap((group) => group.rows).map((row): readonly [string, Files, Partial<ProjectSettings>] => [
  row.id,
  { [row.language === 'c++' ? 'main.cpp' : 'main.c']: row.program, ...row.files },
  { extraFlags: (row.flags ?? []).map((flag) => `'${flag}'`).join(' ') },
]);

describe('a link of the members that are needed', () => {
  it.each([...examples.map(([id, files]) => [id, files, {}] as const), ...rows])(
    'makes the program that the linker would have made: %s',
    async (_, files, change) => {
      const { built, program, whole, wholeProgram, links } = await both(files, change);
      if (built.kind !== 'built') return;
      expect(whole.stderr).toBe('');
      expect(links).toBe(1);
      expect(program && wholeProgram && Buffer.compare(program, wholeProgram)).toBe(0);
    },
  );

  it('is of a small part of the libraries', async () => {
    const { needed } = await both({ 'main.c': '#include <stdio.h>\nint main(void) { puts("hello"); return 0; }\n' });
    expect(needed?.length).toBeGreaterThan(10_000);
    expect(needed?.length).toBeLessThan(300_000);
  });

  it('takes what only a flag names', async () => {
    const source = '#include <stdio.h>\nint main(void) { puts("hello"); return 0; }\n';
    const { program, wholeProgram, links } = await both({ 'main.c': source }, { extraFlags: '-Wl,--export=qsort' });
    expect(links).toBe(1);
    expect(WebAssembly.Module.exports(new WebAssembly.Module(program as Uint8Array<ArrayBuffer>))).toContainEqual({
      name: 'qsort',
      kind: 'function',
    });
    expect(program && wholeProgram && Buffer.compare(program, wholeProgram)).toBe(0);
  });

  it('leaves the program its own functions in place of the library’s', async () => {
    const source = `#include <stdio.h>
#include <string.h>
size_t strlen(const char *s) { size_t n = 0; while (s[n]) n++; return n + 1; }
int main(void) { printf("%zu", strlen("four")); return 0; }
`;
    const { built, program, wholeProgram, links } = await both({ 'main.c': source });
    expect(built.kind).toBe('built');
    expect(links).toBe(1);
    expect(program && wholeProgram && Buffer.compare(program, wholeProgram)).toBe(0);
  });

  it('is of all the libraries where a flag might mean anything', async () => {
    const source = 'int main(void) { return 0; }\n';
    const { program, needed, links } = await both({ 'main.c': source }, { extraFlags: '-Wl,--no-gc-sections' });
    expect(links).toBe(1);
    expect(needed).toBeUndefined();
    expect(program).toBeDefined();
  });

  it('leaves it to a link of all of them to say what is wrong', async () => {
    const { built, whole, links } = await both({
      'main.c': 'void missing(void);\nint main(void) { missing(); return 1; }\n',
    });
    expect(links).toBe(2);
    expect(built.kind === 'failed' && built.said).not.toContain('needed.a');
    expect(whole.stderr).toContain('undefined symbol: missing');
    expect(built.kind === 'failed' && built.diagnostics.map(({ message }) => message).join()).toContain('missing');
  });
});
