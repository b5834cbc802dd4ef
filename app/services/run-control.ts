import type { RunPhase } from '../../runtime/protocol/run.ts';
import { selectSettings } from '../state/project-slice.ts';
import { selectIsBusy } from '../state/run-slice.ts';
import type { AppStore } from '../state/store.ts';
import type { Documents } from './documents.ts';
import { reasonText, type Kernel } from './kernel.ts';
import { builtLine, endingLine, outcomeTone, trapDiagnostic } from './outcome-text.ts';
import type { TerminalStream } from './terminal-stream.ts';

/** Starts and stops runs, and says in the terminal how they went. */
export class RunControl {
  readonly #kernel: Kernel;
  readonly #store: AppStore;
  readonly #documents: Documents;
  readonly #terminal: TerminalStream;
  #compiled = new Set<string>();

  constructor(parts: { kernel: Kernel; store: AppStore; documents: Documents; terminal: TerminalStream }) {
    this.#kernel = parts.kernel;
    this.#store = parts.store;
    this.#documents = parts.documents;
    this.#terminal = parts.terminal;
  }

  async run(): Promise<void> {
    const state = this.#store.getState();
    const settings = selectSettings(state);
    if (!settings || selectIsBusy(state)) return;
    state.runRequested();
    state.trapCleared();
    this.#compiled = new Set();
    state.panelShown('terminal');
    this.#terminal.focus();
    await this.#documents.flush();
    try {
      await this.#kernel.request('run', { settings, policy: undefined });
    } catch (reason) {
      this.phaseChanged({
        phase: 'ended',
        outcome: { kind: 'not-started', message: reasonText(reason) },
        buildMs: 0,
        runMs: 0,
      });
    }
  }

  stop(): void {
    if (selectIsBusy(this.#store.getState())) this.#kernel.post({ type: 'stop' });
  }

  phaseChanged(phase: RunPhase): void {
    this.#store.getState().runPhaseChanged(phase);
    if (phase.phase === 'compiling') this.#compiled.add(phase.file);
    if (phase.phase === 'running') this.#terminal.say(builtLine([...this.#compiled], phase.buildMs), 'quiet');
    if (phase.phase === 'ended') this.#ended(phase);
  }

  #ended({ outcome, runMs }: Extract<RunPhase, { readonly phase: 'ended' }>): void {
    this.#terminal.say(endingLine(outcome, runMs), outcomeTone(outcome));
    const state = this.#store.getState();
    if (outcome.kind === 'trapped') state.trapDiagnosed(trapDiagnostic(outcome));
    if (outcome.kind === 'not-compiled') state.panelShown('problems');
  }
}
