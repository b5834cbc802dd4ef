import { assertNever } from '../../../runtime/base/assert-never.ts';
import { megabytes } from '../../../runtime/base/megabytes.ts';
import type { StorageState, ToolchainState, WireKind } from '../../../runtime/protocol/kernel.ts';
import { sizeText } from '../../text/file-text.ts';
import { durationText, outcomeText } from '../../text/outcome-text.ts';
import type { DebugState } from '../../state/debug-slice.ts';
import type { RunState } from '../../state/run-slice.ts';

export function toolchainText(toolchain: ToolchainState): string {
  switch (toolchain.phase) {
    case 'loading':
      return toolchain.totalBytes === 0
        ? 'Compiler: requesting it'
        : `Compiler: ${megabytes(toolchain.loadedBytes)} of ${megabytes(toolchain.totalBytes)} MB`;
    case 'kept':
      return `${versionText(toolchain.version)} in this browser`;
    case 'preparing':
      return 'Compiler: preparing';
    case 'ready':
      return `${versionText(toolchain.version)} ready`;
    case 'failed':
      return toolchain.message;
    default:
      return assertNever(toolchain, 'toolchain state');
  }
}

/** Where the compiler came from; undefined while there is nothing to say. */
export function originText(toolchain: ToolchainState): string | undefined {
  if (toolchain.phase !== 'ready') return undefined;
  return `${sizeText(toolchain.bytes)} ${toolchain.fromCache ? 'from this browser' : 'downloaded'}`;
}

/** `isIsolated`: the page is, and what it lacks is something else. */
export function wireText(wire: WireKind, isIsolated: boolean): string {
  const lacks = isIsolated ? 'no shared memory' : 'not isolated';
  switch (wire) {
    case 'shared':
      return 'isolated (shared memory)';
    case 'suspending':
      return `${lacks} (suspending calls)`;
    case 'xhr':
      return `${lacks} (through the service worker)`;
    case 'none':
      return 'no way for programs to wait';
    default:
      return assertNever(wire, 'wire');
  }
}

/** In a word or two, for the status bar. */
export function savedText(storage: StorageState): string {
  return storage.phase === 'saved' ? 'saved' : storageText(storage);
}

export function storageText(storage: StorageState): string {
  switch (storage.phase) {
    case 'saved':
      return 'saved in this browser';
    case 'saving':
      return 'saving';
    case 'opening':
      return storage.why;
    case 'failing':
    case 'conflict':
    case 'memory-only':
      return `not saved: ${storage.why}`;
    default:
      return assertNever(storage, 'storage state');
  }
}

/** How the run stands. `debug`: of the same program. */
export function runText(run: RunState, debug: DebugState): string | undefined {
  switch (run.phase) {
    case 'idle':
      return undefined;
    case 'starting':
      return 'starting';
    case 'waiting-for-toolchain':
      return 'waiting for the compiler';
    case 'compiling':
      return run.total > 1 ? `compiling ${run.file} (${run.done + 1} of ${run.total})` : `compiling ${run.file}`;
    case 'linking':
      return 'linking';
    case 'running':
      return debuggedText(debug) ?? 'running';
    case 'ended':
      return ['exited', 'signalled', 'trapped'].includes(run.outcome.kind)
        ? `${outcomeText(run.outcome)} in ${durationText(run.runMs)}`
        : outcomeText(run.outcome);
    default:
      return assertNever(run, 'run state');
  }
}

/** Undefined: it simply runs. */
function debuggedText(debug: DebugState): string | undefined {
  if (debug.phase === 'off') return undefined;
  if (debug.phase === 'stopped') {
    const [frame] = debug.stop.frames;
    if (!frame) return 'stopped';
    const place = `${frame.file}:${frame.line}`;
    return debug.outcome ? `stopped at its end, ${place}` : `stopped at ${place}`;
  }
  if (debug.goesBack !== undefined) return 'going back';
  return debug.isWaiting ? 'waiting for input' : undefined;
}

/** `clang version 22.0.0-git (…)` is `clang 22.0.0`. */
function versionText(version: string): string {
  const number = /\d+(\.\d+)*/.exec(version)?.[0];
  return number === undefined ? version : `clang ${number}`;
}
