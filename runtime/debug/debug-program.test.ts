import { expect, it } from 'vitest';
import { NodeToolchain } from '../cli/node-toolchain.ts';
import { DEFAULT_SETTINGS } from '../project/settings.ts';
import { bootC } from '../testing/c-fixture.ts';
import { debugSettings } from '../toolchain/driver/debug-settings.ts';
import { customSection, readSections } from '../wasm/sections.ts';
import { programToDebug } from './debug-program.ts';

const toolchain = NodeToolchain.load();

async function build(extraFlags: string): Promise<Uint8Array> {
  const settings = debugSettings({ ...DEFAULT_SETTINGS, checks: 'off', extraFlags });
  const built = await bootC(toolchain, { 'main.c': 'int main(void) {\n  return 0;\n}\n' }, settings).build();
  if (built.kind !== 'built') throw new Error(built.kind);
  return built.program;
}

it('has lines to stop at also where the own flags ask for no debug information', async () => {
  const program = programToDebug(await build('-g0'));
  expect(typeof program === 'string' ? program : program.info.functions.map(({ name }) => name)).toEqual(['main']);
});

it('says what to do where the linker removes the debug information, and where it cannot be read', async () => {
  expect(programToDebug(await build('-Wl,--strip-debug'))).toMatch(
    /no lines of yours to stop at.*take them out and press Debug again\. Run runs it all the same.*system calls$/,
  );
  const damaged = Uint8Array.from(await build(''));
  const info = customSection(readSections(damaged), '.debug_info');
  // The version, after the length.
  info?.set([9, 0], 4);
  expect(programToDebug(damaged)).toMatch(
    /^The debugger cannot read the program’s debug information: The debug information is DWARF 9\. Run runs it/,
  );
});
