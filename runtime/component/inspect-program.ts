import type { ModuleInfo } from '../abi/module-info.ts';
import { inspectModule } from '../guest/inspect.ts';
import { isComponent } from './binary/is-component.ts';

/** Says what a file is, a module or a component, and whether it can run here. Never throws for what is in `bytes`. */
export async function inspectProgram(bytes: Uint8Array<ArrayBuffer>): Promise<ModuleInfo> {
  if (!isComponent(bytes)) return inspectModule(bytes);
  const { inspectComponent } = await import('./inspect-component.ts');
  return inspectComponent(bytes);
}
