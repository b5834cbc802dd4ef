import { policy, readOnly, readWrite, type Policy, type Preopen } from '../policy/policy.ts';

/** Where the toolchain finds things in the machine, and what the compiler calls them. */
export const PROJECT_MOUNT = 'project';
export const BUILD_MOUNT = 'build';
export const SYSROOT_MOUNT = 'usr';

/** The build folder in the compiler's words: a name that no project uses for a folder of its own. */
export const BUILD = '/.build';

/** Headers and libraries, which never change. */
export const SYSROOT: Preopen = readOnly(`/${SYSROOT_MOUNT}`, `/${SYSROOT_MOUNT}`);

/** All that clang and the linker are granted: headers and libraries to read, the project to read, a folder to write. */
export const TOOL_POLICY: Policy = policy(
  SYSROOT,
  readOnly(`/${PROJECT_MOUNT}`, '/'),
  readWrite(`/${BUILD_MOUNT}`, BUILD),
);
