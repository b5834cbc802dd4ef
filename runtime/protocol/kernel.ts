import type { ModuleInfo } from '../abi/module-info.ts';
import type { Result } from '../base/result.ts';
import type { Policy } from '../policy/policy.ts';
import type { Answer, Question } from '../policy/question.ts';
import type { DescriptorStep, RowRights } from '../trace/descriptor-row.ts';
import type { Diagnostic } from './diagnostic.ts';
import type { Breakpoint, DebugCommand, DebugEvent } from '../stops/stop.ts';
import type { FolderChange, NewProject, Project, ProjectSettings, ProjectSummary } from './project.ts';
import type { Mistake } from '../project/mistake.ts';
import type { CPlace } from '../project/program-outcome.ts';
import type { RunPhase } from './run.ts';
import type { TraceEvent } from '../trace/event.ts';

/**
 * How blocking calls of programs reach the kernel on this page, best first: shared memory; suspension (JSPI) and
 * messages; synchronous requests that the service worker answers.
 */
export type WireKind = WireBoot['kind'];

/** The wire, and what it takes to set it up. */
export type WireBoot =
  | { readonly kind: 'shared' }
  | { readonly kind: 'suspending' }
  /** `url`: what the service worker answers for this kernel. `port`: the other end of it. */
  | { readonly kind: 'xhr'; readonly url: string; readonly port: MessagePort }
  /** The browser allows none of these, so no program can run. */
  | { readonly kind: 'none' };

/** A request as the page composes it. */
export interface HttpRequest {
  readonly port: number;
  readonly method: string;
  /** Begins with a slash. */
  readonly path: string;
  /** Further header lines, one each. */
  readonly headers: readonly string[];
  readonly body: string;
}

/** What went over the virtual network, as bytes were sent. */
export interface HttpExchange {
  readonly sent: string;
  readonly received: Uint8Array;
  /**
   * Why nothing more came: the response was complete; the program closed the connection, perhaps before all that it had
   * promised; it is longer than what is read; time ran out, perhaps before the request was taken; the visitor gave up.
   */
  readonly ended: 'complete' | 'closed' | 'cut-short' | 'too-long' | 'timed-out' | 'not-taken' | 'cancelled';
  readonly ms: number;
}

/** A part of a watched run's events, in order. */
export interface TraceBatch {
  /** Counts this visit's runs; the numbers of events and stacks are this run's own. */
  readonly run: number;
  /** What the program was granted. */
  readonly policy: Policy;
  readonly events: readonly TraceEvent[];
  /** Events of this run that never reach the page: for one that is too slow, the kernel keeps the newest 131,072. */
  readonly dropped: number;
  /** The run is over, and this is all of it. */
  readonly isLast: boolean;
}

/** What one run was refused. */
export interface RunRefusals {
  /** Counts this visit's runs, as in `TraceBatch`. */
  readonly run: number;
  /** What the program was granted. */
  readonly policy: Policy;
  /** The first refusals, in order; of many that say the same, a few. Their stacks are asked for with `symbolizeStacks`. */
  readonly events: readonly TraceEvent[];
  /** All of them, so far. */
  readonly count: number;
}

export type ToolchainState =
  | { readonly phase: 'loading'; readonly loadedBytes: number; readonly totalBytes: number }
  /** It lies in this browser and has not been started: what there is to run was built before. */
  | { readonly phase: 'kept'; readonly version: string }
  /** Downloaded and verified; the engine is compiling it. */
  | { readonly phase: 'preparing' }
  /** `bytes`: all that is there of it, unpacked. `fromCache`: none of that came over the network. */
  | { readonly phase: 'ready'; readonly version: string; readonly bytes: number; readonly fromCache: boolean }
  /** `message`: what happened, why, and what to do. Nothing is half loaded; `retryToolchain` starts afresh. */
  | { readonly phase: 'failed'; readonly message: string };

/** What this browser keeps of the toolchain for the next visit. */
export interface KeptToolchain {
  /** Nothing to rely on, some of it, or all. */
  readonly kept: 'none' | 'some' | 'all';
  /** Addresses of modules whose compiled code the engine will not keep, because they did not come as answers to a fetch. */
  readonly uncached: readonly string[];
}

export type StorageState =
  /** Everything that the page sent to the kernel about the project is stored, as its `generation`. */
  | { readonly phase: 'saved'; readonly projectId: string; readonly generation: number }
  | { readonly phase: 'saving' }
  /** Storage has not answered yet, so no project is open. `why` is a clause. */
  | { readonly phase: 'opening'; readonly why: string }
  /** Storing does not work now, and is tried again. `why` is a clause. */
  | { readonly phase: 'failing'; readonly why: string }
  /** What is stored has been changed by another tab since it was opened here, so nothing is stored over it. `why` is a clause. */
  | { readonly phase: 'conflict'; readonly why: string }
  /** Nothing outlives the page; `why` is a sentence. */
  | { readonly phase: 'memory-only'; readonly why: string };

/** A program made a component: its bytes, and its world in the words of WIT. */
export type BuiltComponent = Result<{ readonly bytes: Uint8Array; readonly world: string }, string>;

/** Names the project that a request is about. The kernel refuses the request, and does nothing, when another one is open. */
export interface InProject {
  readonly projectId: string;
}

/**
 * What a request names, what it carries and what it is answered with. Paths are relative to the project. Requests are
 * served in order; those that come while another project is being opened wait until it is open.
 */
export interface Requests {
  readonly listProjects: { readonly params: object; readonly result: readonly ProjectSummary[] };
  /** Where another tab has it open, it is opened to be read. `journal`: what an earlier page could not hand over. */
  readonly openProject: {
    readonly params: { readonly id: string; readonly journal?: string | undefined };
    readonly result: Project;
  };
  /** Makes a project of its own of the open one, as it is here, and opens it. */
  readonly copyProject: { readonly params: InProject & { readonly name: string }; readonly result: Project };
  /** Makes this tab the one that may change the open project; the tab that had it saves it first. */
  readonly takeOver: { readonly params: InProject; readonly result: Project };
  /** Answers `hand-over`: the page has handed over everything, and another tab takes the project. */
  readonly giveUp: { readonly params: InProject; readonly result: undefined };
  /** The files of a project that need not be open, as far as they can be read, by path. */
  readonly exportProject: {
    readonly params: { readonly id: string };
    readonly result: ReadonlyMap<string, Uint8Array>;
  };
  readonly createProject: { readonly params: { readonly project: NewProject }; readonly result: Project };
  /** As `createProject`, but nothing of it is stored until it is kept. */
  readonly openTemporary: { readonly params: { readonly project: NewProject }; readonly result: Project };
  /** The open project, temporary so far, is stored from now on. */
  readonly keepProject: { readonly params: InProject; readonly result: ProjectSummary };
  readonly renameProject: {
    readonly params: { readonly id: string; readonly name: string };
    readonly result: ProjectSummary;
  };
  readonly deleteProject: { readonly params: { readonly id: string }; readonly result: undefined };
  readonly saveSettings: {
    readonly params: InProject & { readonly settings: ProjectSettings };
    readonly result: undefined;
  };
  readonly readFile: { readonly params: InProject & { readonly path: string }; readonly result: Uint8Array };
  /** Creates the file, and the folders above it, where missing. */
  readonly writeFile: {
    readonly params: InProject & { readonly path: string; readonly bytes: Uint8Array };
    readonly result: undefined;
  };
  /** Fails with `exist` rather than replace something. */
  readonly createFile: {
    readonly params: InProject & { readonly path: string; readonly bytes: Uint8Array };
    readonly result: undefined;
  };
  readonly createFolder: { readonly params: InProject & { readonly path: string }; readonly result: undefined };
  /** Fails with `exist` rather than replace something. */
  readonly renameFile: {
    readonly params: InProject & { readonly from: string; readonly to: string };
    readonly result: undefined;
  };
  /** A folder goes with everything in it. */
  readonly removeFile: { readonly params: InProject & { readonly path: string }; readonly result: undefined };
  /** Diagnostics of one file as it stands, without building; undefined when a newer check overtook this one. */
  readonly check: {
    readonly params: InProject & { readonly path: string; readonly settings: ProjectSettings };
    readonly result: readonly Diagnostic[] | undefined;
  };
  /**
   * Begins to build the project ahead, so that `run` finds it built. It says nothing of what it finds.
   */
  readonly buildAhead: {
    readonly params: InProject & { readonly settings: ProjectSettings };
    readonly result: undefined;
  };
  /**
   * Builds and runs the project, or with `module` runs that .wasm file of it instead. Progress comes as `run`
   * messages. Answered when the run has ended.
   */
  readonly run: {
    readonly params: InProject & {
      readonly settings: ProjectSettings;
      readonly policy: Policy | undefined;
      readonly module: string | undefined;
      /** With what was typed during the run before; its report says whether it went the same way. */
      readonly repeat: boolean;
      /** Watches the program from its first call on. */
      readonly trace: boolean;
      /** Under the debugger, with these breakpoints. */
      readonly breakpoints?: readonly Breakpoint[];
    };
    readonly result: undefined;
  };
  /**
   * Where in the C source the watched program's call stacks were, by the numbers that events bear, innermost frame first;
   * empty for a number that this run has not, or not yet.
   */
  readonly symbolizeStacks: {
    readonly params: { readonly run: number; readonly stacks: readonly number[] };
    readonly result: readonly (readonly CPlace[])[];
  };
  /** What a .wasm file of the project is. */
  readonly inspect: { readonly params: InProject & { readonly path: string }; readonly result: ModuleInfo };
  /** The program as it was last built; undefined when nothing was built yet. */
  readonly builtProgram: { readonly params: InProject; readonly result: Result<Uint8Array, string> | undefined };
  /** The same program as a component of WASI 0.2, or a sentence that says why it cannot be one. */
  readonly builtComponent: { readonly params: InProject; readonly result: BuiltComponent | undefined };
  /** Sends one HTTP request to a program that listens in the machine; refused with a sentence when none does. */
  readonly http: { readonly params: HttpRequest; readonly result: HttpExchange };
  /** Ends the exchange that is under way, which is then answered with what there is. */
  readonly cancelHttp: { readonly params: object; readonly result: undefined };
  /** Takes rights of one descriptor of the running program back, by its `id`. Refused when it is gone. */
  readonly dropRights: {
    readonly params: { readonly id: number; readonly rights: RowRights };
    readonly result: undefined;
  };
  readonly closeDescriptor: { readonly params: { readonly id: number }; readonly result: undefined };
  /** Takes a descriptor back, and everything that was opened beneath it. */
  readonly revoke: { readonly params: { readonly id: number }; readonly result: undefined };
  readonly answer: { readonly params: { readonly id: number; readonly answer: Answer }; readonly result: undefined };
  readonly retryToolchain: { readonly params: object; readonly result: undefined };
  /** Says what the next visit will find; with `isWhole`, after it fetched what has not been used yet. */
  readonly keepToolchain: { readonly params: { readonly isWhole: boolean }; readonly result: KeptToolchain };
  /** Everything written so far is in storage when this is answered. */
  readonly flush: { readonly params: object; readonly result: undefined };
}

export type RequestName = keyof Requests;

export type Request = {
  readonly [N in RequestName]: { readonly name: N; readonly params: Requests[N]['params'] };
}[RequestName];

/** Page → kernel worker. */
export type ToKernel =
  /** Before `boot`. */
  | { readonly type: 'process-workers'; readonly port: MessagePort }
  /** To be answered with `alive`. */
  | { readonly type: 'ask-alive' }
  /**
   * `isEmbedded`: embedded in another site's page. Nothing that this browser keeps is opened, nothing is kept, and the
   * compiler is fetched when it is first needed.
   */
  | {
      readonly type: 'boot';
      readonly assets: string;
      readonly wire: WireBoot;
      readonly isEmbedded: boolean;
      /** What earlier pages could not hand over, by project. */
      readonly journals?: ReadonlyMap<string, string>;
    }
  /** The service worker was restarted and needs a new connection. */
  | { readonly type: 'call-relay'; readonly port: MessagePort }
  | { readonly type: 'request'; readonly id: number; readonly request: Request }
  /** Typed or pasted into the terminal, UTF-8. */
  | { readonly type: 'typed'; readonly bytes: Uint8Array }
  /** The first key of a change that will be written soon: the compiler may start meanwhile. */
  | { readonly type: 'editing' }
  /** Run was pressed: from here on what is typed is for the program that the `run` request will start. */
  | { readonly type: 'runPressed' }
  /** The terminal has drawn one `screen` message, the oldest: the credit that keeps endless output from flooding the page. */
  | { readonly type: 'drawn' }
  | { readonly type: 'resized'; readonly columns: number; readonly rows: number }
  /** Where the cursor was when the terminal came to `CSI 6 ; id n` in its bytes; counted from 1. */
  | { readonly type: 'located'; readonly id: number; readonly row: number; readonly column: number }
  /** The page is sent what the running program holds from now on, or no longer. */
  | { readonly type: 'watchDescriptors'; readonly isOn: boolean }
  /** Begins or ends watching the running program's calls. */
  | { readonly type: 'watch'; readonly isWatching: boolean }
  /** The last `trace` has been taken in: the credit for the next. */
  | { readonly type: 'traced' }
  /** The last `files` has been taken in: the credit for the next. */
  | { readonly type: 'listed' }
  /** To the program that is debugged. `pause`: it is to stop where it is. */
  | { readonly type: 'debug'; readonly command: DebugCommand | { readonly type: 'pause' } }
  /** Ends the running program, or the build. */
  | { readonly type: 'stop' };

/** Kernel worker → page. */
export type FromKernel =
  | { readonly type: 'reply'; readonly id: number; readonly result: unknown }
  /** `message`: a sentence for the user. */
  | { readonly type: 'refused'; readonly id: number; readonly message: string }
  | {
      readonly type: 'booted';
      /** The one that was edited last; undefined: there is none yet. */
      readonly project: Project | undefined;
      readonly projects: readonly ProjectSummary[];
    }
  | { readonly type: 'toolchain'; readonly state: ToolchainState }
  | { readonly type: 'storage'; readonly state: StorageState }
  /** A project that was left before it could be stored is stored now, as this generation. */
  | { readonly type: 'stored'; readonly projectId: string; readonly generation: number }
  /** Files came, went or changed size: a piece of what the page does not know yet, to be answered with `listed`. */
  | { readonly type: 'files'; readonly changes: readonly FolderChange[] }
  /** The open project is read, held or stored otherwise than before. Files may have changed; `removed`: these are gone. */
  | { readonly type: 'project'; readonly project: Project; readonly removed: readonly string[] }
  | { readonly type: 'projects'; readonly projects: readonly ProjectSummary[] }
  /** Another tab wants the project: the page hands over what was typed, and asks to `giveUp`. */
  | { readonly type: 'hand-over'; readonly projectId: string }
  /** A program changed these files: the panels that show them should read them again. */
  | { readonly type: 'changed'; readonly paths: readonly string[] }
  /** Bytes for the terminal; to be answered with `drawn`. */
  | { readonly type: 'screen'; readonly bytes: Uint8Array }
  | { readonly type: 'run'; readonly phase: RunPhase }
  /** What the watched program did; to be answered with `traced`. */
  | ({ readonly type: 'trace' } & TraceBatch)
  /** The program was refused something, whether or not it is watched; replaces what was sent of this run before. */
  | ({ readonly type: 'refusals' } & RunRefusals)
  /** The run that is over is looked through for values that were never set, or that has ended. */
  | { readonly type: 'looking'; readonly isLooking: boolean }
  /** Of the run that is over: found a moment later. */
  | { readonly type: 'found'; readonly mistake: Mistake }
  /** The program that is debugged has stopped, or goes on. */
  | { readonly type: 'debugged'; readonly event: DebugEvent }
  /** What the build had to say, per run; replaces what was there. */
  | { readonly type: 'diagnostics'; readonly diagnostics: readonly Diagnostic[] }
  /** How the program's descriptors changed; `run` counts the programs. `isEnded`: this is how the program left them. */
  | {
      readonly type: 'descriptors';
      readonly run: number;
      readonly steps: readonly DescriptorStep[];
      readonly isEnded: boolean;
    }
  /** The permissions that programs wait for; replaces what was there. */
  | { readonly type: 'questions'; readonly questions: readonly Question[] }
  /** Our own bug, said loudly. */
  | { readonly type: 'fault'; readonly message: string }
  /** `lock`: a Web Lock that the kernel holds until its end; undefined where there are none. */
  | { readonly type: 'alive'; readonly lock: string | undefined };
