import { beforeAll, describe, expect, it } from 'vitest';
import { bootC } from '../testing/c-fixture.ts';
import { NodeToolchain } from '../cli/node-toolchain.ts';
import { Capture, SuppliedInput } from '../kernel/devices/devices.ts';
import { DEFAULT_POLICY, policy, readWrite } from '../policy/policy.ts';
import type { TraceEvent } from '../trace/event.ts';
import { traceLine } from '../trace/wording.ts';
import { FolderFiles } from '../vfs/folder-files.ts';
import { FileInode, StreamInode } from '../vfs/inode.ts';
import { bytesOf } from '../vfs/testing/tree-fixture.ts';
import { Volume } from '../vfs/volume.ts';

/** Reads a byte of each file that is named after `r`, and writes a line to each after `w`. */
const EACH = `
#include <stdio.h>
#include <string.h>
int main(int argc, char *argv[]) {
  const char *mode = "r";
  for (int i = 1; i < argc; i++) {
    if (strlen(argv[i]) == 1) { mode = argv[i]; continue; }
    FILE *file = fopen(argv[i], mode);
    if (file == NULL) { perror(argv[i]); continue; }
    if (*mode == 'r') printf("%s: %d\\n", argv[i], getc(file));
    else fprintf(file, "to %s\\n", argv[i]);
    fclose(file);
  }
}
`;

let toolchain: NodeToolchain;
let program: Uint8Array;
beforeAll(async () => {
  toolchain = NodeToolchain.load();
  const built = await bootC(toolchain, { 'main.c': EACH }).build();
  if (built.kind !== 'built') throw new Error(JSON.stringify(built));
  program = built.program;
});

describe('files of /dev', () => {
  it('are the descriptors and the randomness that the program has, and the trace shows these', async () => {
    const events: TraceEvent[] = [];
    const { stdout, stderr } = await bootC(toolchain, {}).start(program, {
      stdin: 'typed',
      args: ['r', '/dev/stdin', '/dev/null', '/dev/zero', 'w', '/dev/stdout', '/dev/null', '/dev/stderr', '/dev/fd/1'],
      watcher: {
        isWatching: true,
        record: (event) => void events.push(event),
        refused: () => undefined,
        stack: () => undefined,
      },
    });
    expect(stdout.split('\n').sort()).toEqual(
      ['', '/dev/null: -1', '/dev/stdin: 116', '/dev/zero: 0', 'to /dev/fd/1', 'to /dev/stdout'].sort(),
    );
    expect(stderr).toBe('to /dev/stderr\n');
    const lines = events.map((event) => traceLine(event));
    expect(lines.some((line) => /fd_read\(fd=0/.test(line))).toBe(true);
    expect(lines.some((line) => /fd_write\(fd=2.*to \/dev\/stderr/.test(line))).toBe(true);
    expect(lines.filter((line) => /path_open|no preopen|notcapable/.test(line))).toEqual([]);
  });

  it('/dev/tty is where a stream is a terminal, and nothing otherwise', async () => {
    const { stderr } = await bootC(toolchain, {}).start(program, { args: ['r', '/dev/tty', 'w', '/dev/tty'] });
    expect(stderr).toBe('/dev/tty: No such device or address\n'.repeat(2));

    const { machine } = bootC(toolchain, {});
    const screen = new Capture();
    const { devices } = machine.kernel;
    await machine.start({
      name: 'main',
      module: new WebAssembly.Module(program as Uint8Array<ArrayBuffer>),
      argv: ['main', 'r', '/dev/tty', 'w', '/dev/tty'],
      environ: [],
      policy: policy(),
      stdio: {
        stdin: new StreamInode(devices, 'character_device', new SuppliedInput(bytesOf('k\n'))),
        stdout: new StreamInode(devices, 'character_device', screen),
        stderr: new StreamInode(devices, 'character_device', screen),
      },
    }).ended;
    expect(screen.text).toBe('/dev/tty: 107\nto /dev/tty\n');
  });

  it('are those of a folder that is granted as /dev, where there is one', async () => {
    const project = bootC(toolchain, {});
    const { kernel } = project.machine;
    const volume = new Volume({ now: () => kernel.host.wallNs() });
    const folder = kernel.mount('mine', volume);
    folder.link('null', new FileInode(volume, bytesOf('not empty')));
    const { stdout, stderr } = await project.start(program, {
      args: ['r', '/dev/null', '/dev/zero', 'w', '/dev/null'],
      policy: { ...DEFAULT_POLICY, preopens: [...DEFAULT_POLICY.preopens, readWrite('/mine', '/dev')] },
    });
    expect(stdout).toBe('/dev/null: 110\n');
    expect(stderr).toContain('/dev/zero: No such file or directory');
    expect(new TextDecoder().decode(new FolderFiles(folder).read('null'))).toBe('to /dev/null\n');
  });

  it('whose names there are not are missing files', async () => {
    const { stderr } = await bootC(toolchain, {}).start(program, { args: ['r', '/dev/sda', '/dev/fd/9', '/dev/fd/x'] });
    expect(stderr).toBe(
      ['/dev/sda', '/dev/fd/9', '/dev/fd/x'].map((name) => `${name}: No such file or directory\n`).join(''),
    );
  });
});
