import { toNs } from '../../vfs/volume.ts';
import type { BuildStore, KeptObject } from './build-store.ts';
import type { Language } from '../driver/default-flags.ts';
import { includable } from './include-names.ts';
import { Inputs, type Input } from './inputs.ts';
import type { Tools } from '../tools/tools.ts';

/** A compiled source. */
export interface Compiled {
  /** The object's name in the build folder. */
  readonly object: string;
  /** Another for every object that was ever made. */
  readonly id: string;
  /** What the compiler said. */
  readonly stderr: string;
}

/** How a source is compiled, but for what it is made of. */
export interface Recipe {
  readonly language: Language;
  readonly flags: readonly string[];
  /** Of all files of the project. */
  readonly paths: readonly string[];
}

interface Known extends Compiled {
  /** Flags, and the names that an include could mean. */
  readonly how: string;
  /** The recipe that was found to be as `how` says. */
  recipe: string;
  /** Project files it was made from, as they were. */
  readonly inputs: readonly Input[];
  /** The inputs as they were when it was stored last. */
  stored: string;
}

/** The objects of a project by their source's path, each with what it was made from. */
export class Objects {
  readonly #tools: Tools;
  readonly #store: BuildStore;
  readonly #inputs: Inputs;
  readonly #known = new Map<string, Known>();

  constructor(tools: Tools, store: BuildStore) {
    this.#tools = tools;
    this.#store = store;
    this.#inputs = new Inputs((path) => tools.projectFile(path));
  }

  /** The object of the source at `path`, if compiling it again would make the same one. */
  current(path: string, recipe: Recipe): Compiled | undefined {
    const known = this.#known.get(path);
    return known && this.#inputs.areUnchanged(known.inputs) && isMadeBy(recipe, known) ? known : undefined;
  }

  /** The files of the project that the object was made from; none where there is no object. */
  inputsOf(path: string): readonly string[] {
    return this.#known.get(path)?.inputs.map((input) => input.path) ?? [];
  }

  /** What there is of an earlier object is no longer known to be whole. */
  remove(path: string): void {
    this.#known.delete(path);
  }

  keepOnly(paths: ReadonlySet<string>): void {
    const dropped = [...this.#known.keys()].filter((path) => !paths.has(path));
    for (const path of dropped) this.#known.delete(path);
    if (dropped.length > 0) this.#store.save({ dropped });
  }

  /**
   * `paths`: all it was made from, by a compiler that was started at `sinceNs`. If one of them was edited meanwhile, the
   * change may be in it or not: the object is good for this build, and no basis for the next.
   */
  add(path: string, compiled: Compiled, recipe: Recipe, paths: readonly string[], sinceNs: number): void {
    const inputs = this.#inputs.take(paths, sinceNs);
    if (!inputs) return;
    this.#known.set(path, { ...compiled, how: howOf(recipe, inputs), recipe: textOf(recipe), inputs, stored: '' });
  }

  /** Hands to the store what it does not have yet. */
  save(): void {
    const objects: KeptObject[] = [];
    for (const [path, known] of this.#known) {
      const inputs = known.inputs.map((input) => ({ path: input.path, ino: input.ino, ctim: toNs(input.ctim) }));
      const now = stampOf(inputs);
      if (known.stored === now) continue;
      known.stored = now;
      const object = this.#tools.output(known.object)?.slice();
      if (object) objects.push({ path, id: known.id, how: known.how, inputs, object, stderr: known.stderr });
    }
    if (objects.length > 0) this.#store.save({ objects });
  }

  /** Takes over what was kept, as far as the project is still what it was made from. */
  adopt(kept: readonly KeptObject[], nameOf: (path: string) => string): void {
    const dropped: string[] = [];
    for (const { path, id, how, inputs, object, stderr } of kept) {
      const isSame = inputs.every((input) => {
        const file = this.#tools.projectFile(input.path);
        return file?.ino === input.ino && toNs(file.ctim) === input.ctim;
      });
      const taken = isSame
        ? this.#inputs.take(
            inputs.map((input) => input.path),
            Infinity,
          )
        : undefined;
      if (!taken) {
        dropped.push(path);
        continue;
      }
      const name = nameOf(path);
      this.#tools.supply(name, object);
      this.#known.set(path, { object: name, id, stderr, how, recipe: '', inputs: taken, stored: stampOf(inputs) });
    }
    if (dropped.length > 0) this.#store.save({ dropped });
  }
}

/** Files that come and go are many, and few of them are anything to the compiler. */
function isMadeBy(recipe: Recipe, known: Known): boolean {
  const text = textOf(recipe);
  if (known.recipe !== text) {
    if (known.how !== howOf(recipe, known.inputs)) return false;
    known.recipe = text;
  }
  return true;
}

function howOf(recipe: Recipe, inputs: readonly Input[]): string {
  const texts = inputs.map(({ bytes }) => new TextDecoder().decode(bytes));
  return textOf({ ...recipe, paths: includable(recipe.paths, texts, recipe) });
}

function textOf({ flags, paths }: Recipe): string {
  return [...flags, ...paths].join('\0');
}

function stampOf(inputs: KeptObject['inputs']): string {
  return inputs.map(({ path, ino, ctim }) => `${path}\0${ino}\0${ctim}`).join('\0');
}
