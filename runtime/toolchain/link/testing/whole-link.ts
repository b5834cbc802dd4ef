import type { NodeToolchain } from '../../../cli/node-toolchain.ts';
import { DEFAULT_SETTINGS, type ProjectSettings } from '../../../project/settings.ts';
import type { bootC } from '../../../testing/c-fixture.ts';
import { linkFlags } from '../../driver/driver-flags.ts';
import { Plans } from '../../driver/plans.ts';
import { withWindowsFormats } from '../windows-formats.ts';

/**
 * Links the objects of a project that has just been built once more, with all of the libraries, among which the linker chooses.
 * Gives what the linker wrote to stderr, and the program.
 */
export async function linkWhole(
  toolchain: NodeToolchain,
  { tools }: ReturnType<typeof bootC>,
  files: Readonly<Record<string, string>>,
  change: Partial<ProjectSettings>,
): Promise<{ readonly stderr: string; readonly program: Uint8Array | undefined }> {
  const names = Object.keys(files);
  const language = names.some((name) => name.endsWith('.cpp')) ? 'c++' : 'c';
  const flags = linkFlags({ ...DEFAULT_SETTINGS, checks: 'off', ...change }, language);
  const compiled = names
    .filter((name) => /\.(c|cpp)$/i.test(name))
    .map((name) => `${name.replaceAll('/', '%2F')}.o`)
    .filter((name) => tools.output(name));
  const objects = [...compiled.sort(), ...(tools.output('main-adapter.o') ? ['main-adapter.o'] : [])];
  const argv = await new Plans(tools, toolchain.plans).link(flags, language, objects, 'main.wasm');
  const contents = objects.flatMap((name) => tools.output(name) ?? []);
  const { stderr } = await tools.run(withWindowsFormats(argv, contents));
  return { stderr, program: tools.output('main.wasm') };
}
