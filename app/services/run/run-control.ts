import type { Policy } from '../../../runtime/policy/policy.ts';
import type { Requests } from '../../../runtime/protocol/kernel.ts';
import type { Mistake } from '../../../runtime/project/mistake.ts';
import type { RunPhase } from '../../../runtime/protocol/run.ts';
import { inOpenProject, selectSettings } from '../../state/project-slice.ts';
import { selectIsAtEnd } from '../../state/debug-slice.ts';
import { selectIsBusy } from '../../state/run-slice.ts';
import type { AppStore } from '../../state/store.ts';
import type { Documents } from '../documents/documents.ts';
import type * as Texts from '../../text/outcome-text.ts';
import { reasonText, type Kernel } from '../kernel/kernel.ts';
import type { PanelFocus } from '../page/panel-focus.ts';
import type { TerminalStream } from './terminal-stream.ts';

/** Starts and stops runs, and says in the terminal how they went. */
export class RunControl {
  readonly #kernel: Kernel;
  readonly #store: AppStore;
  readonly #documents: Documents;
  readonly #terminal: TerminalStream;
  readonly #focus: PanelFocus;
  #compiled = new Set<string>();
  /** The next program is watched, whether or not the visitor records calls. */
  isWatched = false;
  /** The module that runs instead of the project. */
  #module: string | undefined;
  /** Fetched with the first run: nothing has to be worded before. */
  #texts: typeof Texts | undefined;

  constructor(parts: {
    kernel: Kernel;
    store: AppStore;
    documents: Documents;
    terminal: TerminalStream;
    focus: PanelFocus;
  }) {
    this.#kernel = parts.kernel;
    this.#store = parts.store;
    this.#documents = parts.documents;
    this.#terminal = parts.terminal;
    this.#focus = parts.focus;
  }

  /** What ran last, where it was not the project. */
  get module(): string | undefined {
    return this.#module;
  }

  /**
   * Builds and runs the project, or runs `module`, a file of it, as it is. With `repeatUnder`, what was typed last time is
   * typed again, another policy holds, and the report says whether it went the same way.
   */
  async run(module?: string, repeatUnder?: Policy, isDebugged = false): Promise<void> {
    const { debug } = this.#store.getState();
    if (selectIsAtEnd(this.#store.getState()) || (isDebugged && debug.phase !== 'off')) await this.#endDebugging();
    const state = this.#store.getState();
    const settings = selectSettings(state);
    if (!settings || selectIsBusy(state)) return;
    this.#kernel.post({ type: 'runPressed' });
    state.runRequested(repeatUnder ?? settings.policy);
    state.trapCleared();
    this.#compiled = new Set();
    this.#module = module;
    try {
      const asked = this.#ask({
        ...inOpenProject(state),
        settings,
        policy: repeatUnder,
        module,
        repeat: repeatUnder !== undefined,
        trace: state.isTracing || this.isWatched || isDebugged,
        ...(isDebugged && { breakpoints: state.breakpoints }),
      });
      // The kernel is at work already.
      this.#focus.show('terminal');
      await asked;
    } catch (reason) {
      // A run that failed through a fault of ours may have ended already.
      if (!selectIsBusy(this.#store.getState())) return;
      this.phaseChanged({
        phase: 'ended',
        outcome: { kind: 'not-started', message: reasonText(reason) },
        buildMs: 0,
        runMs: 0,
      });
    }
  }

  async #ask(params: Requests['run']['params']): Promise<void> {
    this.#texts ??= await import('../../text/outcome-text.ts');
    this.#documents.handOver();
    this.#store.setState({ isDebuggedTextOld: false });
    await this.#kernel.request('run', params);
  }

  /** The debugged program has ended and is only looked at. */
  #endDebugging(): Promise<void> {
    this.stop();
    return new Promise((resolve) => {
      const unsubscribe = this.#store.subscribe((state) => {
        if (selectIsBusy(state)) return;
        unsubscribe();
        resolve();
      });
    });
  }

  stop(): void {
    if (selectIsBusy(this.#store.getState())) this.#kernel.post({ type: 'stop' });
  }

  phaseChanged(phase: RunPhase): void {
    this.#store.getState().runPhaseChanged(phase);
    if (phase.phase === 'compiling') this.#compiled.add(phase.file);
    if (phase.phase === 'running') this.#started(phase.buildMs);
    if (phase.phase === 'ended') this.#ended(phase);
  }

  /** Of the run that is over, a moment later. */
  found(mistake: Mistake): void {
    const state = this.#store.getState();
    state.mistakeFound(mistake);
    if (!this.#texts) return;
    this.#terminal.say(this.#texts.foundLine(mistake), 'red');
    state.trapDiagnosed(this.#texts.foundDiagnostic(mistake));
  }

  #started(buildMs: number): void {
    const line = this.#texts?.startingLine(this.#module, [...this.#compiled], buildMs);
    if (line !== undefined) this.#terminal.say(line, 'quiet');
    const { project, programBuilt } = this.#store.getState();
    if (this.#module === undefined && project.phase === 'open') programBuilt(project.summary.id);
  }

  #ended({ outcome, runMs, report }: Extract<RunPhase, { readonly phase: 'ended' }>): void {
    const state = this.#store.getState();
    if (this.#texts) {
      const { endingLine, outcomeTone, refusedLine, repetitionLine, trapDiagnostic } = this.#texts;
      this.#terminal.say(endingLine(outcome, runMs), outcomeTone(outcome));
      if (report?.comparison) this.#terminal.say(...repetitionLine(report.comparison));
      if (state.refused) this.#terminal.say(refusedLine(state.refused.count), 'amber');
      if (outcome.kind === 'trapped') state.trapDiagnosed(trapDiagnostic(outcome));
    }
    if (outcome.kind === 'not-compiled') state.panelShown('problems');
  }
}
