import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Worker as NodeThread } from 'node:worker_threads';
import { Folder } from './folder.ts';
import type { GuestOver, Threads } from './guest-messages.ts';
import type { Options, Program } from './options.ts';
import { startIn, type Running } from './running.ts';

export type { Running } from './running.ts';

/** Starts a program in a thread of Node (`node:worker_threads`). Rejects with `NotStarted`. */
export function start(program: Program, options: Options = {}): Promise<Running> {
  return startIn(NODE_THREADS, program, options);
}

/** Beside this module, in the package; a name that the bundler does not look into. */
const GUEST_THREAD = './guest-thread.js';

const NODE_THREADS: Threads = {
  // A message port would keep Node from ending.
  taskQueue: () => (task) => void setImmediate(task),
  start(over) {
    const worker = new NodeThread(new URL(/* @vite-ignore */ GUEST_THREAD, import.meta.url));
    worker.on('message', (how: GuestOver) => over(how));
    worker.on('error', (error) => over({ type: 'failed', message: error.message }));
    return {
      // The types of Node and of a page differ where they mean the same.
      start: (message) =>
        worker.postMessage(message, message.end.kind === 'suspending' ? [message.end.port as never] : []),
      terminate: () => void worker.terminate(),
    };
  },
};

/** A copy of a folder of this computer. Symbolic links and devices are left out. */
export function readFolder(directory: string): Folder {
  const folder = new Folder();
  const ahead = [''];
  for (const at of ahead) {
    // The entries themselves, and not what a link leads to: that may be outside.
    for (const entry of readdirSync(path.join(directory, at), { withFileTypes: true })) {
      const name = at === '' ? entry.name : `${at}/${entry.name}`;
      if (entry.isDirectory()) {
        folder.makeFolder(name);
        ahead.push(name);
      } else if (entry.isFile()) folder.write(name, readFileSync(path.join(directory, name)));
    }
  }
  return folder;
}

/**
 * Writes the files and folders of `folder` into `directory`. It deletes nothing there. Throws for a name that would lead out
 * of it, which a program may have made where this computer separates names by something else than `/`.
 */
export function writeFolder(folder: Folder, directory: string): void {
  mkdirSync(directory, { recursive: true });
  for (const name of folder.paths()) {
    const at = path.join(directory, name);
    const within = path.relative(directory, at);
    if (within.startsWith('..') || path.isAbsolute(within))
      throw new Error(`${name} would be written outside ${directory}`);
    if (name.endsWith('/')) mkdirSync(at, { recursive: true });
    else if (folder.has(name)) writeFileSync(at, folder.read(name));
  }
}
