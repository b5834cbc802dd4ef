import { ENUMS } from '../../abi/flags.ts';
import { fdstat } from '../../abi/layout.ts';
import type { HostCalls } from '../../guest/host-calls.ts';
import type { Tagged } from '../canonical/types.ts';
import { text } from './descriptor.ts';
import { File } from './file.ts';
import type { Interface } from './interface.ts';
import { FileOutputStream, InputStream } from './streams.ts';
import type { TerminalInput, TerminalOutput } from './plain-resources.ts';

const FAILED = 1;

export function environment(calls: HostCalls): Interface {
  const strings = (call: 'args_get' | 'environ_get'): readonly string[] =>
    calls.call(call) === 0 ? text(calls.out).split('\0').slice(0, -1) : [];
  return {
    'get-arguments': () => strings('args_get'),
    'get-environment': () =>
      strings('environ_get').map((line) => {
        const [name = '', ...value] = line.split('=');
        return [name, value.join('=')];
      }),
    'initial-cwd': () => undefined,
  };
}

/** `ownStatus`: what a program of Preview 1 said that it ends with, of which the adapter hands on only whether it is 0. */
export function exit(calls: HostCalls, ownStatus: () => number | undefined): Interface {
  return {
    exit: (status: Tagged) => calls.call('proc_exit', status.tag === 'ok' ? 0 : (ownStatus() ?? FAILED)),
    'exit-with-code': (code: number) => calls.call('proc_exit', code),
  };
}

export function stdin(calls: HostCalls): Interface {
  return { 'get-stdin': () => new InputStream(calls, new File(calls, 0, true)) };
}

export function output(calls: HostCalls, name: string, fd: number): Interface {
  return { [name]: () => new FileOutputStream(calls, new File(calls, fd, true)) };
}

/** Undefined where the stream is not a terminal. */
export function terminal(
  calls: HostCalls,
  name: string,
  fd: number,
  Terminal: new () => TerminalInput | TerminalOutput,
): Interface {
  return {
    [name]: () => {
      if (calls.call('fd_fdstat_get', fd) !== 0) return undefined;
      const { fs_filetype } = fdstat.read(calls.struct.view, calls.struct.at);
      return ENUMS.filetype[fs_filetype] === 'character_device' ? new Terminal() : undefined;
    },
  };
}
