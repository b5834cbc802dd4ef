import vm from 'node:vm';

/** What `run` returns, unless that takes longer than `ms`: then it is ended where it is, also in WebAssembly, for undefined. */
export function within<T>(ms: number, run: () => T): T | undefined {
  let result: T | undefined;
  try {
    // Only a script can be ended while it runs.
    vm.runInNewContext('run()', { run: () => void (result = run()) }, { timeout: ms });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error;
    return undefined;
  }
  return result;
}
