import { RIGHT_NAMES } from '../abi/rights.ts';
import { span, type Span } from '../abi/types.ts';
import { compileModule } from '../guest/compile-module.ts';
import { limitMemory } from '../guest/limit-memory.ts';
import { Capture, SuppliedInput } from '../kernel/devices/devices.ts';
import type { Network, Socket } from '../kernel/devices/network.ts';
import { DEFAULT_LIMITS, policy, readWrite, type Preopen } from '../policy/policy.ts';
import type { Machine } from '../toolchain/tools/machine.ts';
import { DirectoryInode, FileInode, StreamInode, SymlinkInode } from '../vfs/inode.ts';
import type { Transfer } from '../vfs/stream.ts';
import { Volume } from '../vfs/volume.ts';
import type { Case, CaseResult, FileTree, Peer } from '../protocol/conformance-case.ts';

/** Runs one case on a fresh machine: copies of its folders, its input, everything it writes kept. */
export async function runCase(machine: Machine, test: Case): Promise<CaseResult> {
  const { kernel } = machine;
  const { setup = {} } = test;
  const limits = { ...DEFAULT_LIMITS, ...setup.limits };
  const wasm = limitMemory(test.wasm as Uint8Array<ArrayBuffer>, limits.memoryPages);
  if ('needsPages' in wasm) {
    const message = `It needs ${wasm.needsPages} pages of memory, and may have ${wasm.mayPages}`;
    return { end: { kind: 'not-started', message }, stdout: '', stderr: '' };
  }
  const stdout = new Capture();
  const stderr = new Capture();
  const stream = (device: Capture | SuppliedInput): StreamInode => new StreamInode(kernel.devices, 'unknown', device);
  const { end } = await machine
    .start({
      name: test.argv[0] ?? 'test',
      module: await compileModule(wasm),
      ...(test.component && {
        component: { bytes: test.component as Uint8Array<ArrayBuffer>, memoryPages: limits.memoryPages },
      }),
      argv: test.argv,
      environ: test.env,
      policy: {
        ...policy(...mountFolders(machine, test)),
        limits,
        personality: setup.personality ?? test.personality,
        listen: (setup.listen ?? []).map((port) => ({ port })),
      },
      stdio: {
        stdin: stream(new DirectingInput(test.stdin, kernel.network, setup.peers ?? [])),
        stdout: stream(stdout),
        stderr: stream(stderr),
      },
    })
    .ended.then((ended) => ({ end: ended }));
  return {
    end: end.kind === 'trapped' ? { kind: 'trapped', message: `${end.trap.reason}: ${end.trap.message}` } : end,
    stdout: stdout.text,
    stderr: stderr.text,
  };
}

/** A volume for each preopen, filled, and how it is granted. */
function mountFolders({ kernel }: Machine, { preopens, setup = {} }: Case): readonly Preopen[] {
  const now = (): number => kernel.host.wallNs();
  return preopens.map(({ guest, files }, i) => {
    const maxBytes = setup.maxBytes?.[guest];
    const volume = new Volume({ now, ...(maxBytes !== undefined && { maxBytes }) });
    const root = kernel.mount(`preopen${i}`, volume);
    fill(root, files);
    for (const mount of setup.mounts ?? [])
      if (mount.guest === guest) root.mount(mount.path, new DirectoryInode(new Volume({ now })));
    volume.isReadOnly = setup.readOnly?.includes(guest) ?? false;
    const granted = readWrite(`/preopen${i}`, guest);
    const more = setup.moreRights?.[guest] ?? [];
    return { ...granted, base: RIGHT_NAMES.filter((name) => granted.base.includes(name) || more.includes(name)) };
  });
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

/** Standard input by which a guest directs the others on the network: each read makes the next of them act. */
class DirectingInput extends SuppliedInput {
  readonly #network: Network;
  readonly #peers: Peer[];
  readonly #connections: Socket[] = [];

  constructor(bytes: Uint8Array, network: Network, peers: readonly Peer[]) {
    super(bytes);
    this.#network = network;
    this.#peers = [...peers];
  }

  override read(target: Span): Transfer {
    const peer = this.#peers.shift();
    if (peer) this.#act(peer);
    return super.read(target);
  }

  #act(peer: Peer): void {
    if (peer.act === 'hang-up') return this.#connections[peer.connection]?.shutdown({ read: true, write: true });
    const socket = this.#network.connect(peer.port);
    if (!socket) throw new Error(`No socket listens on port ${peer.port}`);
    socket.write(span(new TextEncoder().encode(peer.says)));
    this.#connections.push(socket);
  }
}
