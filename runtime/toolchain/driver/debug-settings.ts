import type { ProjectSettings } from '../../project/settings.ts';
import { isChecked } from '../checks/is-checked.ts';

/** After the project's own flags, so that these count: there is debug information, every variable has a place, and every line its instructions. */
const FLAGS = '-g -O0 -fno-lto -fkeep-persistent-storage-variables';
/**
 * Where the program is checked, all variables stay on the stack, in frames of one size: only there the debugger knows which
 * of them are set. A pointer to a variable of a call that has returned is not found then.
 */
const CHECKED_FLAGS = '-fsanitize-address-use-after-return=never -mllvm -asan-stack-dynamic-alloca=0';

/** How a program is built to be debugged. Its checks stay as they are set. */
export function debugSettings(settings: ProjectSettings): ProjectSettings {
  return {
    ...settings,
    optimization: '-O0',
    extraFlags: `${settings.extraFlags} ${FLAGS} ${isChecked(settings) ? CHECKED_FLAGS : ''}`.trim(),
  };
}
