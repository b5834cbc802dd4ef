import { NodeMachine } from '../runtime/cli/node-machine.ts';
import { mountTar } from '../runtime/vfs/tar-image.ts';
import { Volume } from '../runtime/vfs/volume.ts';
import { compileFlags, linkFlags } from '../runtime/toolchain/driver/driver-flags.ts';
import { debugSettings } from '../runtime/toolchain/driver/debug-settings.ts';
import { PROJECT_MOUNT, SYSROOT_MOUNT } from '../runtime/toolchain/layout.ts';
import { Plans } from '../runtime/toolchain/driver/plans.ts';
import { DEFAULT_SETTINGS, type Optimization } from '../runtime/project/settings.ts';
import { Tools } from '../runtime/toolchain/tools/tools.ts';
import { unsetCompileFlags, unsetLinkFlags } from '../runtime/toolchain/unset/unset-flags.ts';

const LEVELS: readonly Optimization[] = ['-O0', '-O1', '-O2', '-O3', '-Os'];

/** Asks the driver ahead of time what it is asked for most, so that the first build of a visit does not have to. */
export async function makePlans(core: Uint8Array, sysroot: Uint8Array): Promise<Uint8Array> {
  const machine = new NodeMachine();
  const now = (): number => machine.kernel.host.wallNs();
  const usr = new Volume({ now });
  machine.kernel.mount(PROJECT_MOUNT, new Volume({ now }));
  mountTar(usr, machine.kernel.mount(SYSROOT_MOUNT, usr), sysroot);
  const plans = new Plans(new Tools(machine, new WebAssembly.Module(core as Uint8Array<ArrayBuffer>)));
  for (const checks of ['on', 'off'] as const) {
    const debugged = debugSettings({ ...DEFAULT_SETTINGS, checks });
    await plans.compile(compileFlags(debugged, 'c'), 'c', 'main.c', 'main.o');
    await plans.link(linkFlags(debugged, 'c'), 'c', ['main.o'], 'main.wasm');
    for (const optimization of LEVELS) {
      const settings = { ...DEFAULT_SETTINGS, checks, optimization };
      const flags = compileFlags(settings, 'c');
      await plans.compile(flags, 'c', 'main.c', 'main.o');
      await plans.check(flags, 'c', 'main.c');
      await plans.link(linkFlags(settings, 'c'), 'c', ['main.o'], 'main.wasm');
    }
  }
  await plans.compile(unsetCompileFlags(DEFAULT_SETTINGS, 'c'), 'c', 'main.c', 'main.o');
  await plans.link(unsetLinkFlags(DEFAULT_SETTINGS, 'c'), 'c', ['main.o'], 'main.wasm');
  return new TextEncoder().encode(JSON.stringify(await plans.known()));
}
