import { rights } from '../../../abi/rights.ts';
import type { Descriptor } from '../../../capability/descriptor.ts';
import type { Asker } from '../../../kernel/permission/asker.ts';
import { DescriptorWatch } from '../../../kernel/watch/descriptor-watch.ts';
import type { Host } from '../../../kernel/host.ts';
import type { Process } from '../../../kernel/process/process.ts';
import type { Answer, Question } from '../../../policy/question.ts';
import type { FromKernel } from '../../../protocol/kernel.ts';
import type { RowRights } from '../../../trace/descriptor-row.ts';
import { FileError } from '../../../vfs/folder-files.ts';

interface Asked {
  readonly question: Question;
  readonly answered: (answer: Answer) => void;
}

type Told = Extract<FromKernel, { readonly type: 'descriptors' | 'questions' }>;

/** Between the page and the program that runs, with all that it started: shows what they hold, takes back of it, and answers what it asks. */
export class Supervisor {
  readonly #host: Host;
  readonly #post: (message: Told) => void;
  readonly #asked = new Map<number, Asked>();
  #process: Process | undefined;
  #startedNs = 0;
  #run = 0;
  #isWatching = false;
  #watch: DescriptorWatch | undefined;
  #nextQuestion = 1;

  constructor(host: Host, post: (message: Told) => void) {
    this.#host = host;
    this.#post = post;
  }

  /** A program of the user's was started. */
  readonly started = (process: Process): void => {
    this.#process = process;
    this.#startedNs = this.#host.monotonicNs();
    this.#run++;
    if (this.#isWatching) this.#look(process);
    process.onEnding = () => {
      this.#watch?.ended();
      this.#watch = undefined;
      this.#process = undefined;
    };
  };

  readonly ask: Asker = (question, answered) => {
    const id = this.#nextQuestion++;
    this.#asked.set(id, { question: { ...question, id }, answered });
    this.#tellQuestions();
    return {
      dispose: () => {
        if (this.#asked.delete(id)) this.#tellQuestions();
      },
    };
  };

  answer(id: number, answer: Answer): void {
    const asked = this.#asked.get(id);
    if (!asked) throw new FileError('The program does not wait for this answer any more');
    this.#asked.delete(id);
    this.#tellQuestions();
    asked.answered(answer);
    this.#watch?.flush();
  }

  /** Whether the page wants to know what the program holds. */
  watch(isOn: boolean): void {
    this.#isWatching = isOn;
    this.#watch?.dispose();
    this.#watch = undefined;
    if (isOn && this.#process) this.#look(this.#process);
  }

  dropRights(id: number, { base, inheriting }: RowRights): void {
    const [process, descriptor] = this.#find(id);
    const taken = { base: rights(...base), inheriting: rights(...inheriting) };
    this.#takeBack(process, () => process.fds.withdraw(descriptor, taken));
  }

  close(id: number): void {
    const [process, descriptor] = this.#find(id);
    const fd = process.fds.list().find(([, one]) => one === descriptor)?.[0];
    if (fd !== undefined) this.#takeBack(process, () => void process.fds.close(fd));
  }

  revoke(id: number): void {
    const [process, descriptor] = this.#find(id);
    process.revoke(descriptor);
    this.#watch?.flush();
  }

  #look(process: Process): void {
    const run = this.#run;
    this.#watch = new DescriptorWatch({
      host: this.#host,
      process,
      startedNs: this.#startedNs,
      send: (steps, isEnded) => this.#post({ type: 'descriptors', run, steps, isEnded }),
    });
  }

  #takeBack(process: Process, change: () => void): void {
    process.withdraw(change);
    this.#watch?.flush();
  }

  #find(id: number): readonly [Process, Descriptor] {
    if (!this.#process) throw new FileError('The program has ended: what it held is closed');
    for (const process of this.#process.family.members) {
      const descriptor = process.fds.byId(id);
      if (descriptor) return [process, descriptor];
    }
    throw new FileError('The program has closed this descriptor meanwhile');
  }

  #tellQuestions(): void {
    this.#post({ type: 'questions', questions: [...this.#asked.values()].map(({ question }) => question) });
  }
}
