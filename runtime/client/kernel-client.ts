import { assertNever } from '../base/assert-never.ts';
import type { Disposable } from '../base/disposable.ts';
import { KernelLife } from './kernel-life.ts';
import { port, type Port } from '../protocol/port.ts';
import type { Project } from '../protocol/project.ts';
import type { FromKernel, Request, RequestName, Requests, ToKernel } from '../protocol/kernel.ts';

/** Everything the kernel says of its own accord; and that it is gone, which is the last that is heard of it. */
export type KernelEvent =
  | Exclude<FromKernel, { readonly type: 'reply' | 'refused' | 'alive' }>
  /** `why`: the end of a sentence that begins with "The machine stopped:". */
  | { readonly type: 'died'; readonly why: string };

const GONE = 'The machine has stopped. Start it again to go on';

/** A request that could not be met; the message is a sentence for the user. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
}

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (reason: Error) => void;
}

const CHANGING: ReadonlySet<RequestName> = new Set([
  'createProject',
  'copyProject',
  'writeFile',
  'createFile',
  'createFolder',
  'renameFile',
  'removeFile',
  'saveSettings',
]);

function isSameFile(a: Request, b: Request): boolean {
  return (
    a.name === 'writeFile' &&
    b.name === 'writeFile' &&
    a.params.path === b.params.path &&
    a.params.projectId === b.params.projectId
  );
}

interface Unstored {
  readonly request: Request;
  readonly isDone: boolean;
  /** Undefined: of a project that is being made, and has no id yet. */
  readonly projectId: string | undefined;
}

/** The page's end of the kernel: requests with answers, and a stream of events. */
export class KernelClient {
  readonly #port: Port<ToKernel, FromKernel>;
  readonly #waiting = new Map<number, Waiting>();
  readonly #listeners = new Set<(event: KernelEvent) => void>();
  /** What was said before the first listener. */
  #unheard: KernelEvent[] = [];
  #nextId = 1;
  /** What changes a project, until it is known to be stored. */
  readonly #unstored = new Map<number, Unstored>();
  readonly #life: KernelLife;
  #isDead = false;
  #lock: string | undefined;

  /** `end` takes away what is left of a kernel that died. */
  constructor(worker: Worker, isInView: () => boolean, end: () => void) {
    this.#port = port<ToKernel, FromKernel>(worker);
    this.#life = new KernelLife({
      worker,
      isInView,
      ask: () => this.#port.post({ type: 'ask-alive' }),
      died: (why) => {
        this.#isDead = true;
        end();
        this.#tell({ type: 'died', why });
        for (const { reject } of this.#waiting.values()) reject(new Refusal(GONE));
        this.#waiting.clear();
      },
    });
    this.#port.listen((message) => {
      if (this.#isDead) return;
      this.#life.heard();
      this.#receive(message);
    });
  }

  /** Sends what has no answer. */
  post(message: Exclude<ToKernel, { readonly type: 'request' }>, transfer: readonly Transferable[] = []): void {
    if (!this.#isDead) this.#port.post(message, transfer);
  }

  /** Rejects with a `Refusal` when the kernel says no. */
  request<N extends RequestName>(name: N, params: Requests[N]['params']): Promise<Requests[N]['result']> {
    if (this.#isDead) return Promise.reject(new Refusal(GONE));
    const id = this.#nextId++;
    // `name` and `params` were matched by the signature; the union cannot see that they belong together.
    const request = { name, params } as Request;
    if (CHANGING.has(name)) this.#remember(id, request);
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve: resolve as (value: unknown) => void, reject });
      this.#port.post({ type: 'request', id, request });
    });
  }

  /** What was asked that changes the project and is not known to be stored, by number. */
  unstored(projectId: string): readonly (readonly [id: number, request: Request])[] {
    return [...this.#unstored].flatMap(([id, unstored]) =>
      unstored.projectId === projectId ? [[id, unstored.request] as const] : [],
    );
  }

  /** The first listener gets what was said before. */
  onEvent(listener: (event: KernelEvent) => void): Disposable {
    this.#listeners.add(listener);
    for (const event of this.#unheard.splice(0)) listener(event);
    return { dispose: () => void this.#listeners.delete(listener) };
  }

  #receive(message: FromKernel): void {
    switch (message.type) {
      case 'reply':
        this.#done(message.id, message.result);
        return this.#settle(message.id)?.resolve(message.result);
      case 'refused':
        this.#unstored.delete(message.id);
        return this.#settle(message.id)?.reject(new Refusal(message.message));
      case 'storage':
        if (message.state.phase === 'saved') this.#stored(message.state.projectId);
        return this.#tell(message);
      case 'stored':
        this.#stored(message.projectId);
        return this.#tell(message);
      case 'booted':
      case 'toolchain':
      case 'project':
      case 'projects':
      case 'hand-over':
      case 'files':
      case 'changed':
      case 'screen':
      case 'run':
      case 'diagnostics':
      case 'descriptors':
      case 'questions':
      case 'trace':
      case 'refusals':
      case 'debugged':
      case 'looking':
      case 'found':
      case 'fault':
        return this.#tell(message);
      case 'alive':
        if (message.lock !== undefined && this.#lock === undefined) this.#life.holds((this.#lock = message.lock));
        return;
      default:
        return assertNever(message, 'message from the kernel');
    }
  }

  #tell(event: KernelEvent): void {
    if (this.#listeners.size === 0) this.#unheard.push(event);
    for (const listener of this.#listeners) listener(event);
  }

  /** Of several writes of one file in a row, the last one holds all. */
  #remember(id: number, request: Request): void {
    const [last, before] = [...this.#unstored].at(-1) ?? [];
    if (last !== undefined && before && isSameFile(before.request, request)) this.#unstored.delete(last);
    const { params } = request;
    const projectId = 'projectId' in params && request.name !== 'copyProject' ? params.projectId : undefined;
    this.#unstored.set(id, { request, isDone: false, projectId });
  }

  #done(id: number, result: unknown): void {
    const unstored = this.#unstored.get(id);
    if (!unstored) return;
    // What is answered fits the request.
    const isMade = unstored.request.name === 'createProject' || unstored.request.name === 'copyProject';
    const projectId = isMade ? (result as Project).summary.id : unstored.projectId;
    this.#unstored.set(id, { ...unstored, isDone: true, projectId });
  }

  /** What had been answered before this was said is stored with it. */
  #stored(projectId: string): void {
    for (const [id, unstored] of this.#unstored)
      if (unstored.isDone && unstored.projectId === projectId) this.#unstored.delete(id);
  }

  #settle(id: number): Waiting | undefined {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    return waiting;
  }
}
