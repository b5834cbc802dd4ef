import { describe, expect, it } from 'vitest';
import { bootC } from '../../testing/c-fixture.ts';
import { NodeToolchain } from '../../cli/node-toolchain.ts';
import type { ProjectSettings } from '../../project/settings.ts';
import { linkWhole } from './testing/whole-link.ts';

const toolchain = NodeToolchain.load();

/** The same project, built, and linked by the linker's own choice of members. */
async function both(files: Readonly<Record<string, string>>, change: Partial<ProjectSettings> = {}) {
  const project = bootC(toolchain, files, change);
  const built = await project.build();
  const links = project.takeRan().filter((tool) => tool === 'link').length;
  const needed = project.tools.output('needed.a');
  const whole = await linkWhole(toolchain, project, files, change);
  return { built, links, needed, whole, program: built.kind === 'built' ? built.program : undefined };
}

// That the program is the same to the byte is tried with each program of `sysroot/c-support.test.ts` and each example, too.
describe('a link of the members that are needed', () => {
  it('is of a small part of the libraries', async () => {
    const { needed } = await both({ 'main.c': '#include <stdio.h>\nint main(void) { puts("hello"); return 0; }\n' });
    expect(needed?.length).toBeGreaterThan(10_000);
    expect(needed?.length).toBeLessThan(300_000);
  });

  it('takes what only a flag names', async () => {
    const source = '#include <stdio.h>\nint main(void) { puts("hello"); return 0; }\n';
    const { program, whole, links } = await both({ 'main.c': source }, { extraFlags: '-Wl,--export=qsort' });
    expect(links).toBe(1);
    expect(WebAssembly.Module.exports(new WebAssembly.Module(program as Uint8Array<ArrayBuffer>))).toContainEqual({
      name: 'qsort',
      kind: 'function',
    });
    expect(program && whole.program && Buffer.compare(program, whole.program)).toBe(0);
  });

  it('leaves the program its own functions in place of the library’s', async () => {
    const source = `#include <stdio.h>
#include <string.h>
size_t strlen(const char *s) { size_t n = 0; while (s[n]) n++; return n + 1; }
int main(void) { printf("%zu", strlen("four")); return 0; }
`;
    const { built, program, whole, links } = await both({ 'main.c': source });
    expect(built.kind).toBe('built');
    expect(links).toBe(1);
    expect(program && whole.program && Buffer.compare(program, whole.program)).toBe(0);
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
