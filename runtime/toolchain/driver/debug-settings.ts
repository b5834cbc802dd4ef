import type { ProjectSettings } from '../../project/settings.ts';

/** Behind the project's own flags, so that these count: every variable has a place, and every line its instructions. */
const FLAGS = '-O0 -fno-lto -fkeep-persistent-storage-variables';

/** How a program is built to be debugged. */
export function debugSettings(settings: ProjectSettings): ProjectSettings {
  return {
    ...settings,
    optimization: '-O0',
    checks: 'off',
    extraFlags: `${settings.extraFlags} ${FLAGS}`.trim(),
  };
}
