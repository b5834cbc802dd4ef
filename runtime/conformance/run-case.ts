import { Capture, SuppliedInput } from '../kernel/devices.ts';
import { policy, readWrite } from '../policy/policy.ts';
import type { Machine } from '../toolchain/machine.ts';
import { DirectoryInode, FileInode, StreamInode, SymlinkInode } from '../vfs/inode.ts';
import { Volume } from '../vfs/volume.ts';
import type { Case, CaseResult, FileTree } from './case.ts';

/** Runs one case on a fresh machine: copies of its folders, its input, everything it writes kept. */
export async function runCase(machine: Machine, test: Case): Promise<CaseResult> {
  const { kernel } = machine;
  const preopens = test.preopens.map(({ guest, files }, i) => {
    fill(kernel.mount(`preopen${i}`, new Volume({ now: () => kernel.host.wallNs() })), files);
    return readWrite(`/preopen${i}`, guest);
  });
  const stdout = new Capture();
  const stderr = new Capture();
  const stream = (device: Capture | SuppliedInput): StreamInode => new StreamInode(kernel.devices, 'unknown', device);
  const { end } = await machine
    .start({
      name: test.argv[0] ?? 'test',
      module: await WebAssembly.compile(test.wasm as Uint8Array<ArrayBuffer>),
      argv: test.argv,
      environ: test.env,
      policy: { ...policy(...preopens), personality: test.personality },
      stdio: { stdin: stream(new SuppliedInput(test.stdin)), stdout: stream(stdout), stderr: stream(stderr) },
    })
    .ended.then((ended) => ({ end: ended }));
  return {
    end: end.kind === 'trapped' ? { kind: 'trapped', message: `${end.trap.reason}: ${end.trap.message}` } : end,
    stdout: stdout.text,
    stderr: stderr.text,
  };
}

function fill(root: DirectoryInode, files: FileTree): void {
  for (const entry of files) {
    const names = entry.path.split('/');
    const name = names.pop() ?? '';
    let folder = root;
    for (const part of names) {
      const next = folder.lookup(part);
      if (next?.kind !== 'directory') throw new Error(`${entry.path} comes before its folder`);
      folder = next;
    }
    const { volume } = folder;
    if (entry.kind === 'folder') folder.link(name, new DirectoryInode(volume));
    else if (entry.kind === 'link') folder.link(name, new SymlinkInode(volume, entry.target));
    else folder.link(name, new FileInode(volume, entry.bytes));
  }
}
