import { assertNever } from '../../base/assert-never.ts';
import { inspectProgram } from '../../component/inspect-program.ts';
import type { Port } from '../../protocol/port.ts';
import type { FromKernel, HttpExchange, HttpRequest, Request, Requests, ToKernel } from '../../protocol/kernel.ts';
import { AssetError, Assets } from './toolchain/assets.ts';
import { browserHost, taskQueue } from '../shared/browser-host.ts';
import { BrowserMachine } from './machine/browser-machine.ts';
import { Checker } from './toolchain/checker.ts';
import { exchange } from './run/http-client.ts';
import { FileError, type FolderFiles } from '../../vfs/folder-files.ts';
import { lineOpener, type LineOpener } from './machine/line-opener.ts';
import { Attention } from './attention/attention.ts';
import { BuildAhead } from './attention/build-ahead.ts';
import type { ProcessWorkers } from './machine/process-workers.ts';
import { Runner } from './run/runner.ts';
import { whyNothingRuns } from './why-nothing-runs.ts';
import { Supervisor } from './run/supervisor.ts';
import { Terminal } from './terminal/terminal.ts';
import { ToolchainLoader } from './toolchain/toolchain-loader.ts';
import type { Line } from '../../wire/wire.ts';
import { betweenTabs } from './projects/between-tabs.ts';
import { Workspace } from './projects/workspace.ts';

/** What would start a process. */
const NO_BYTES = new Uint8Array();
const NEEDS_WIRE: ReadonlySet<Request['name']> = new Set(['run', 'check', 'buildAhead', 'retryToolchain']);

/** A program can be held where it is only while it shares memory with the kernel. */
const WHY_NO_DEBUGGER =
  'This page cannot stop a program at a line, because it may not share memory between its workers: open it in a tab of its own, in a browser that isolates it. Run works here: with Record calls on in the Trace panel, you see each system call with its line of C';

/** What changes which projects there are, or which one is open. */
const SWITCHES: ReadonlySet<Request['name']> = new Set([
  'openProject',
  'createProject',
  'openTemporary',
  'copyProject',
  'takeOver',
  'giveUp',
  'keepProject',
  'renameProject',
  'deleteProject',
]);

type Boot = Extract<ToKernel, { readonly type: 'boot' }>;

/** One page's machine: puts the parts together and answers the page. */
export class Session {
  readonly #page: Port<FromKernel, ToKernel>;
  readonly #machine: BrowserMachine;
  /** Undefined where nothing can run, and a sentence says why. */
  readonly #lines: LineOpener | undefined;
  readonly #why: string;
  readonly #wire: Boot['wire']['kind'];
  readonly #terminal: Terminal;
  readonly #workspace: Workspace;
  readonly #loader: ToolchainLoader;
  readonly #runner: Runner;
  readonly #checker: Checker;
  readonly #attention: Attention;
  readonly #buildAhead: BuildAhead;
  readonly #supervisor: Supervisor;
  #opening: Promise<unknown> = Promise.resolve();
  #cancelHttp = (): void => undefined;

  constructor(page: Port<FromKernel, ToKernel>, boot: Boot, workers: ProcessWorkers) {
    this.#page = page;
    const host = browserHost();
    const soon = taskQueue();
    this.#wire = boot.wire.kind;
    const why = whyNothingRuns(boot.wire);
    this.#why = why ?? '';
    this.#lines = why === undefined ? lineOpener(boot.wire, host, soon) : undefined;
    const attention = (this.#attention = new Attention(host));
    const machine = (this.#machine = new BrowserMachine(host, attention, workers, () => this.#openLine()));
    this.#terminal = new Terminal(
      machine.kernel,
      (bytes) => page.post({ type: 'screen', bytes }, [bytes.buffer]),
      () => this.#runner.stop(),
      soon,
    );
    this.#workspace = new Workspace(
      machine.kernel,
      {
        storage: (state) => page.post({ type: 'storage', state }),
        stored: (projectId, generation) => page.post({ type: 'stored', projectId, generation }),
        files: (changes) => page.post({ type: 'files', changes }),
        changed: (paths) => page.post({ type: 'changed', paths }),
        project: (project, removed) => page.post({ type: 'project', project, removed }),
        projects: (projects) => page.post({ type: 'projects', projects }),
        handOver: (projectId) => page.post({ type: 'hand-over', projectId }),
      },
      betweenTabs(),
      () => this.#leaveProject(),
    );
    this.#loader = new ToolchainLoader(
      machine,
      attention,
      new Assets(boot.assets),
      (toolchain) => this.#workspace.builds(toolchain),
      async (toolchain) => {
        await this.#opening.catch(() => undefined);
        return this.#workspace.isBuilt(toolchain);
      },
      (state) => page.post({ type: 'toolchain', state }),
    );
    this.#supervisor = new Supervisor(host, (message) => page.post(message));
    this.#buildAhead = new BuildAhead(attention, host, this.#loader);
    this.#runner = new Runner(
      machine,
      this.#loader,
      { attention, buildAhead: this.#buildAhead },
      this.#terminal,
      {
        phase: (phase) => page.post({ type: 'run', phase }),
        diagnostics: (diagnostics) => page.post({ type: 'diagnostics', diagnostics }),
        trace: (batch) => page.post({ type: 'trace', ...batch }),
        looking: (isLooking) => page.post({ type: 'looking', isLooking }),
        found: (mistake) => page.post({ type: 'found', mistake }),
        debugged: (event) => page.post({ type: 'debugged', event }),
        refusals: (refusals) => page.post({ type: 'refusals', ...refusals }),
      },
      { asker: this.#supervisor.ask, spawned: this.#supervisor.started },
    );
    this.#checker = new Checker(this.#loader, attention, this.#buildAhead);
  }

  async open({ isEmbedded, journals }: Pick<Boot, 'isEmbedded' | 'journals'>): Promise<void> {
    // The loader reports failure to the page; asking again is a request of its own.
    if (this.#lines && !isEmbedded) this.#loader.getEarly().catch(() => undefined);
    if (!this.#lines) this.#page.post({ type: 'toolchain', state: { phase: 'failed', message: this.#why } });
    const opening = this.#workspace.turns.take(() => this.#workspace.open(isEmbedded, journals));
    this.#opening = opening;
    const project = await opening;
    this.#page.post({ type: 'booted', project, projects: this.#workspace.list() });
  }

  receive(message: Exclude<ToKernel, { readonly type: 'boot' | 'process-workers' | 'ask-alive' }>): void {
    switch (message.type) {
      case 'request':
        void this.#answer(message.id, message.request);
        return;
      case 'typed':
        return this.#terminal.typed(message.bytes);
      case 'drawn':
        return this.#terminal.drawn();
      case 'resized':
        return this.#terminal.line.resize(message.columns, message.rows);
      case 'located':
        return this.#terminal.line.located(message.id, message.row, message.column);
      case 'editing':
        return this.#edited();
      case 'runPressed':
        return this.#runner.awaited();
      case 'stop':
        return this.#runner.stop();
      case 'debug':
        return this.#runner.debug(message.command);
      case 'watchDescriptors':
        return this.#supervisor.watch(message.isOn);
      case 'watch':
        return this.#runner.watch(message.isWatching);
      case 'traced':
        return this.#runner.traced();
      case 'listed':
        return this.#workspace.mounted.listed();
      case 'call-relay':
        return this.#lines?.reconnect(message.port);
      default:
        return assertNever(message, 'message from the page');
    }
  }

  async #answer(id: number, request: Request): Promise<void> {
    try {
      this.#page.post({ type: 'reply', id, result: await this.#serve(id, request) });
    } catch (error) {
      if (error instanceof FileError || error instanceof AssetError) {
        this.#page.post({ type: 'refused', id, message: error.message });
        return;
      }
      this.#page.post({ type: 'refused', id, message: 'Something went wrong inside Preopen; see the message above' });
      throw error;
    }
  }

  #openLine(): Line {
    if (!this.#lines) throw new FileError(this.#why);
    return this.#lines.open();
  }

  #edited(): void {
    this.#attention.edited();
    this.#runner.edited();
  }

  #edit(id: number, change: (files: FolderFiles) => void): void {
    this.#edited();
    this.#workspace.mounted.asPage(id, change);
  }

  /** Resolves when no program of it runs any more. */
  async #leaveProject(): Promise<void> {
    this.#attention.drop();
    this.#attention.hurry('startCompiler');
    await this.#runner.end();
  }

  #run({ settings, policy, module, repeat, trace, breakpoints }: Requests['run']['params']): Promise<void> {
    if (breakpoints && this.#wire !== 'shared') throw new FileError(WHY_NO_DEBUGGER);
    const bytes =
      module === undefined
        ? undefined
        : { name: module, bytes: this.#workspace.mounted.files.read(module) as Uint8Array<ArrayBuffer> };
    const granted = policy ?? settings.policy;
    const input = granted.stdin.kind === 'file' ? this.#inputFrom(granted.stdin.path) : NO_BYTES;
    return this.#runner.run(settings, granted, bytes, { isRepeat: repeat, isTraced: trace, input, breakpoints });
  }

  /** The file that standard input is taken from; refused in a sentence that says what to do. */
  #inputFrom(path: string): Uint8Array {
    try {
      return this.#workspace.mounted.files.read(path);
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      throw new FileError(`Standard input is to be a file, and ${error.message}. Choose another one in Input`);
    }
  }

  #exchange(request: HttpRequest): Promise<HttpExchange> {
    const abort = new AbortController();
    this.#cancelHttp = () => abort.abort();
    const { host, network } = this.#machine.kernel;
    return exchange(host, network, request, abort.signal);
  }

  async #serve(id: number, request: Request): Promise<unknown> {
    // One after the other, and everything else between them: nothing sees a project that is half opened.
    if (SWITCHES.has(request.name)) return this.#workspace.turns.take(() => this.#carryOut(id, request));
    if (this.#workspace.turns.underway) await this.#workspace.turns.underway;
    return this.#carryOut(id, request);
  }

  async #carryOut(id: number, request: Request): Promise<unknown> {
    const { params } = request;
    if ('projectId' in params) this.#workspace.mustBeOpen(params.projectId);
    if (!this.#lines && NEEDS_WIRE.has(request.name)) throw new FileError(this.#why);
    switch (request.name) {
      case 'listProjects':
        return this.#workspace.list();
      case 'openProject':
        return this.#workspace.openProject(request.params.id, request.params.journal);
      case 'createProject':
        return this.#workspace.createProject(request.params.project);
      case 'openTemporary':
        return this.#workspace.openTemporary(request.params.project);
      case 'copyProject':
        return this.#workspace.copyProject(request.params.name);
      case 'takeOver':
        return this.#workspace.ownership.takeOver();
      case 'giveUp':
        await this.#workspace.ownership.giveUp();
        return undefined;
      case 'exportProject':
        return this.#workspace.exportProject(request.params.id);
      case 'keepProject':
        return this.#workspace.keepProject();
      case 'renameProject':
        return this.#workspace.renameProject(request.params.id, request.params.name);
      case 'deleteProject':
        await this.#workspace.deleteProject(request.params.id);
        return undefined;
      case 'saveSettings':
        this.#workspace.mounted.saveSettings(id, request.params.settings);
        return undefined;
      case 'readFile':
        return this.#workspace.mounted.files.read(request.params.path);
      case 'writeFile':
        this.#edit(id, (files) => files.write(request.params.path, request.params.bytes));
        return undefined;
      case 'createFile':
        this.#edit(id, (files) => files.createFile(request.params.path, request.params.bytes));
        return undefined;
      case 'createFolder':
        this.#edit(id, (files) => files.createFolder(request.params.path));
        return undefined;
      case 'renameFile':
        this.#edit(id, (files) => files.rename(request.params.from, request.params.to));
        return undefined;
      case 'removeFile':
        this.#edit(id, (files) => files.remove(request.params.path));
        return undefined;
      case 'check':
        return this.#checker.check(request.params.path, request.params.settings);
      case 'buildAhead':
        this.#buildAhead.start(await this.#loader.get(), request.params.settings);
        return undefined;
      case 'run':
        await this.#run(request.params);
        return undefined;
      case 'symbolizeStacks':
        return this.#runner.symbolizeStacks(request.params.run, request.params.stacks);
      case 'inspect':
        return inspectProgram(this.#workspace.mounted.files.read(request.params.path) as Uint8Array<ArrayBuffer>);
      case 'builtProgram':
        return this.#runner.maker.program;
      case 'builtComponent':
        return this.#runner.maker.component();
      case 'http':
        return this.#exchange(request.params);
      case 'cancelHttp':
        this.#cancelHttp();
        return undefined;
      case 'dropRights':
        this.#supervisor.dropRights(request.params.id, request.params.rights);
        return undefined;
      case 'closeDescriptor':
        this.#supervisor.close(request.params.id);
        return undefined;
      case 'revoke':
        this.#supervisor.revoke(request.params.id);
        return undefined;
      case 'answer':
        this.#supervisor.answer(request.params.id, request.params.answer);
        return undefined;
      case 'retryToolchain':
        await this.#loader.get().catch((error: unknown) => {
          // The page shows that it failed again, and why: the loader has reported it.
          if (!(error instanceof AssetError)) throw error;
        });
        return undefined;
      case 'keepToolchain':
        return this.#loader.keep(request.params.isWhole);
      case 'flush':
        await this.#workspace.flush();
        return undefined;
      default:
        return assertNever(request, `request ${JSON.stringify(params)}`);
    }
  }
}
