import { openCallRelay } from '../../runtime/client/call-relay.ts';
import { spawnKernel } from '../../runtime/client/spawn.ts';
import type { KernelClient, KernelEvent } from '../../runtime/client/kernel-client.ts';
import type { WireBoot } from '../../runtime/protocol/kernel.ts';
import type { RunPhase } from '../../runtime/protocol/run.ts';
import { UNCHECKED } from '../unchecked.ts';
import type { Harness, HarnessRun, PageWire, RunHow } from './api.ts';
import { pingPong } from './ping.ts';
import { runUnderShim } from './under-shim.ts';

const TAIL_CHARS = 8192;
const FILE = 'main.c';

type Ended = Extract<RunPhase, { readonly phase: 'ended' }>;

/** Drives the kernel as the app does, with a screen that draws nothing and says at once that it has drawn. */
class KernelHarness implements Harness {
  #kernel: KernelClient | undefined;
  #projectId = '';
  #decoder = new TextDecoder();
  #tail = '';
  #screenBytes = 0;
  #firstOutputAt: number | undefined;
  #compiledAt: number | undefined;
  /** Sources whose turn has come, of those that were compiled last. */
  #begun = 0;
  #mostAtWork = 0;
  #ended: Ended | undefined;
  readonly pingPong = pingPong;

  async boot(kind: PageWire): Promise<void> {
    // Before the kernel, whose workers must be started under the service worker where that carries the calls.
    const wire = await wireOf(kind);
    const kernel = (this.#kernel = spawnKernel(() => true));
    const ready = new Promise<void>((resolve, reject) => {
      kernel.onEvent((event) => {
        if (event.type === 'fault') reject(new Error(event.message));
        if (event.type !== 'toolchain') return;
        if (event.state.phase === 'ready') resolve();
        if (event.state.phase === 'failed') reject(new Error(event.state.message));
      });
    });
    const booted = new Promise<void>((resolve) => {
      kernel.onEvent((event) => event.type === 'booted' && resolve());
    });
    kernel.onEvent((event) => this.#receive(kernel, event));
    kernel.post(
      { type: 'boot', assets: new URL('toolchain/', document.baseURI).href, wire, isEmbedded: false },
      wire.kind === 'xhr' ? [wire.port] : [],
    );
    // A first visitor has no project, and this page never stays for a second visit.
    await booted;
    const { summary } = await kernel.request('createProject', {
      project: { name: 'bench', settings: UNCHECKED, files: new Map() },
    });
    this.#projectId = summary.id;
    await ready;
  }

  async write(path: string, source: string): Promise<void> {
    await this.#booted().request('writeFile', {
      projectId: this.#projectId,
      path,
      bytes: new TextEncoder().encode(source),
    });
  }

  async run({ settings, isTraced = false }: RunHow): Promise<HarnessRun> {
    const kernel = this.#booted();
    this.#decoder = new TextDecoder();
    this.#tail = '';
    this.#screenBytes = this.#begun = this.#mostAtWork = 0;
    this.#firstOutputAt = this.#compiledAt = this.#ended = undefined;
    const startedAt = performance.now();
    const whole = { ...UNCHECKED, ...settings };
    await kernel.request('run', {
      projectId: this.#projectId,
      settings: whole,
      policy: undefined,
      module: undefined,
      repeat: false,
      trace: isTraced,
    });
    const totalMs = performance.now() - startedAt;
    const ended = this.#lastEnd();
    return {
      outcome: ended.outcome,
      buildMs: ended.buildMs,
      compileMs: this.#since(this.#compiledAt, startedAt) ?? 0,
      mostAtWork: this.#mostAtWork,
      firstOutputMs: this.#since(this.#firstOutputAt, startedAt),
      totalMs,
      screenBytes: this.#screenBytes,
      tail: this.#tail,
    };
  }

  async check(source: string): ReturnType<Harness['check']> {
    await this.write(FILE, source);
    const startedAt = performance.now();
    const diagnostics = await this.#booted().request('check', {
      projectId: this.#projectId,
      path: FILE,
      settings: UNCHECKED,
    });
    if (!diagnostics) throw new Error('The check was overtaken, and nothing else was asked');
    return { ms: performance.now() - startedAt, diagnostics };
  }

  async underShim(program: readonly number[], args: readonly string[]): Promise<string> {
    return runUnderShim(await WebAssembly.compile(Uint8Array.from(program)), args);
  }

  #booted(): KernelClient {
    if (!this.#kernel) throw new Error('The harness was not booted');
    return this.#kernel;
  }

  #since(at: number | undefined, startedAt: number): number | undefined {
    return at === undefined ? undefined : at - startedAt;
  }

  #lastEnd(): Ended {
    if (!this.#ended) throw new Error('The run was answered before it had ended');
    return this.#ended;
  }

  #note(phase: RunPhase): void {
    if (phase.phase === 'compiling') this.#mostAtWork = Math.max(this.#mostAtWork, ++this.#begun - phase.done);
    if (phase.phase === 'linking') this.#compiledAt = performance.now();
    if (phase.phase === 'ended') this.#ended = phase;
  }

  #receive(kernel: KernelClient, event: KernelEvent): void {
    if (event.type === 'run') this.#note(event.phase);
    if (event.type === 'trace') kernel.post({ type: 'traced' });
    if (event.type !== 'screen') return;
    this.#firstOutputAt ??= performance.now();
    this.#screenBytes += event.bytes.length;
    this.#tail = (this.#tail + this.#decoder.decode(event.bytes, { stream: true })).slice(-TAIL_CHARS);
    kernel.post({ type: 'drawn' });
  }
}

async function wireOf(kind: PageWire): Promise<WireBoot> {
  if (kind !== 'xhr') return { kind };
  // A bench is over long before the browser ends an idle service worker.
  const relay = await openCallRelay(location.href, () => undefined);
  if (!relay) throw new Error('This browser gives the page no service worker');
  return { kind, ...relay };
}

(window as Window & { harness?: Harness }).harness = new KernelHarness();
