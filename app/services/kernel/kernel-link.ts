import { assertNever } from '../../../runtime/base/assert-never.ts';
import type { KernelEvent } from '../../../runtime/client/kernel-client.ts';
import type { WireBoot } from '../../../runtime/protocol/kernel.ts';
import { selectIsBusy } from '../../state/run-slice.ts';
import type { AppStore } from '../../state/store.ts';
import type { Documents } from '../documents/documents.ts';
import { FIRST_EXAMPLE } from '../projects/example.ts';
import type { FileActions } from '../files/file-actions.ts';
import type { Kernel } from './kernel.ts';
import type { LiveDescriptors } from '../watch/live-table.ts';
import type { ProjectActions } from '../projects/project-actions.ts';
import type { RunControl } from '../run/run-control.ts';
import type { LazyService } from '../page/lazy-service.ts';
import type { SharedProjects } from '../projects/shared-projects.ts';
import type { TerminalStream } from '../run/terminal-stream.ts';
import type { TraceLog } from '../watch/trace-log.ts';

interface Parts {
  readonly kernel: Kernel;
  readonly store: AppStore;
  readonly documents: Documents;
  readonly files: FileActions;
  readonly projects: ProjectActions;
  readonly run: RunControl;
  readonly terminal: TerminalStream;
  readonly live: LazyService<LiveDescriptors>;
  readonly trace: LazyService<TraceLog>;
  readonly shared: LazyService<SharedProjects>;
}

/** What the page is, and how its kernel was started. */
export interface ConnectOptions {
  readonly wire: WireBoot['kind'];
  /** An example that the address asks for. */
  readonly example: string | undefined;
  /** In another site's page, which says what is opened. */
  readonly isEmbedded: boolean;
}

/** Carries what the kernel says to those whom it concerns. */
export function linkKernel(parts: Parts, options: ConnectOptions): void {
  const { kernel, store } = parts;
  store.getState().wireChosen(options.wire);
  kernel.onEvent((event) => receive(parts, options, event));
  if (!options.isEmbedded) parts.projects.expectWelcome(options.example ?? FIRST_EXAMPLE);
}

function receive(parts: Parts, options: ConnectOptions, event: KernelEvent): void {
  const state = parts.store.getState();
  switch (event.type) {
    case 'booted':
      return booted(parts, options, event);
    case 'toolchain':
      return state.toolchainChanged(event.state);
    case 'storage':
      return state.storageChanged(event.state);
    case 'stored':
      // The journal's matter.
      return;
    case 'project':
      state.projectChanged(event.project);
      state.treeReplaced(event.project.files);
      return parts.files.closeGone(event.removed);
    case 'projects':
      return state.projectsListed(event.projects);
    case 'hand-over':
      return parts.shared((part) => part.giveUp(event.projectId));
    case 'files':
      state.filesChanged(event.changes);
      parts.files.closeMissing(state.files);
      return parts.kernel.post({ type: 'listed' });
    case 'changed':
      return void parts.documents.reload(event.paths);
    case 'screen':
      return parts.terminal.screen(event.bytes);
    case 'run':
      return parts.run.phaseChanged(event.phase);
    case 'diagnostics':
      return state.buildDiagnosed(event.diagnostics);
    case 'descriptors':
      return parts.live((part) => part.received(event));
    case 'questions':
      return state.questionsAsked(event.questions);
    case 'trace':
      return parts.trace((log) => log.arrived(event));
    case 'refusals':
      return state.refusalsTold(event);
    case 'debugged':
      state.debugHeard(event.event);
      if (event.event.type === 'stopped' && event.event.stop.reason === 'start') state.panelShown('debugger');
      return;
    case 'looking':
      return state.lookThroughChanged(event.isLooking);
    case 'found':
      return parts.run.found(event.mistake);
    case 'fault':
      return state.faultReported(event.message);
    case 'died':
      return died(parts, event.why);
    default:
      return assertNever(event, 'event from the kernel');
  }
}

/** Nothing goes on any more, and the page does not say that it does. What was typed stays in it. */
function died({ store, run }: Parts, why: string): void {
  const state = store.getState();
  state.kernelEnded(why);
  state.storageChanged({ phase: 'memory-only', why: 'the machine has stopped' });
  if (selectIsBusy(state))
    run.phaseChanged({
      phase: 'ended',
      outcome: { kind: 'faulted', message: 'the machine stopped' },
      buildMs: 0,
      runMs: 0,
    });
}

function booted(
  { store, projects }: Parts,
  { example, isEmbedded }: ConnectOptions,
  { project, projects: known }: Extract<KernelEvent, { readonly type: 'booted' }>,
): void {
  // One that was started again opens what was open: `start-again.ts` sees to it.
  if (isEmbedded || store.getState().kernelEnd) return;
  store.getState().projectsListed(known);
  if (!project) return void projects.welcome(example ?? FIRST_EXAMPLE);
  projects.show(project);
  if (example !== undefined) void projects.openExample(example);
}
