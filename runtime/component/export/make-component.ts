import { err, ok, type Result } from '../../base/result.ts';
import { FIRST_SECTION, SECTION, WasmReader } from '../../wasm/wasm-reader.ts';
import { isComponent } from '../binary/is-component.ts';
import { adapterFor, composed, composedAdapter, filled } from './adapters.ts';
import { placedAfter, IO_STREAMS, LIBRARY_INTERFACE, STDOUT } from './library.ts';

const PREVIEW1 = 'wasi_snapshot_preview1.';
/** What `<preopen/component.h>` imports: for both components, and for the program alone. */
const OF_LIBRARY = [`${IO_STREAMS}.`];
const OF_PROGRAM = [PREVIEW1, ...OF_LIBRARY, `${STDOUT}.`, `${LIBRARY_INTERFACE}.`];
/** Imports that are named in a sentence. */
const MOST_NAMED = 3;

/**
 * A `wasi:cli/command` component of WASI 0.2 from a command of Preview 1: the program, unchanged, and the preview1 adapter, which
 * answers its calls over the interfaces of 0.2. The component imports only the interfaces that the program’s calls need. `adapters`:
 * as `writeAdapters` wrote them. Answers with a sentence where the program cannot be one. `library`: a module that becomes
 * a component in the component, which the program hands a stream to; its code begins after all of the program’s.
 */
export function makeComponent(
  program: Uint8Array,
  adapters: Uint8Array,
  library?: Uint8Array,
): Result<Uint8Array<ArrayBuffer>, string> {
  if (isComponent(program)) return err('This program is a component already');
  if (library) return composedOf(program, library, adapters, placedAfter(program, library));
  const names = importNames(program);
  if (!names) return err(`${CANNOT}, because its imports cannot be read`);
  const others = names.filter((name) => !name.startsWith(PREVIEW1));
  if (others.length > 0) return err(`${CANNOT}, because the adapter does not have ${named(others)}`);
  const adapter = adapterFor(
    adapters,
    names.map((name) => name.slice(PREVIEW1.length)),
  );
  return adapter
    ? ok(filled(adapter.component, program))
    : err(`${CANNOT}, because the adapter does not have ${named(names)}`);
}

/** As `makeComponent`, for other hosts, which do not take everything that this one takes. */
export function componentForOthers(
  program: Uint8Array,
  adapters: Uint8Array,
  library?: Uint8Array,
): Result<Uint8Array<ArrayBuffer>, string> {
  const names = importNames(program) ?? [];
  const twice = names.filter((name, i) => names.indexOf(name) !== i);
  if (twice.length > 0)
    return err(`${CANNOT}, because it imports ${named(twice)} more than once, which no component may`);
  return library ? composedOf(program, library, adapters, library) : makeComponent(program, adapters);
}

/** `placed`: the library as it is put into the component. */
function composedOf(
  program: Uint8Array,
  library: Uint8Array,
  adapters: Uint8Array,
  placed: Uint8Array,
): Result<Uint8Array<ArrayBuffer>, string> {
  const reached = (importNames(library) ?? []).filter((name) => !OF_LIBRARY.some((known) => name.startsWith(known)));
  if (reached.length > 0)
    return err(
      `The library cannot be a component of its own, because it calls ${named(reached.map(nameOfCall))}, and is given nothing but ` +
        'the stream that it is handed: write to that with preopen_put()',
    );
  const others = (importNames(program) ?? []).filter((name) => !OF_PROGRAM.some((known) => name.startsWith(known)));
  if (others.length > 0) return err(`${CANNOT}, because the adapter does not have ${named(others)}`);
  return ok(composed(composedAdapter(adapters), program, placed));
}

function nameOfCall(name: string): string {
  return name.startsWith(PREVIEW1) ? `${name.slice(PREVIEW1.length)} of Preview 1` : name;
}

const CANNOT = 'This program cannot be made a component';

/** What a module imports, each as `module.name`; undefined where that cannot be read. */
function importNames(program: Uint8Array): readonly string[] | undefined {
  const reader = new WasmReader(program, FIRST_SECTION);
  try {
    while (!reader.isAtEnd) {
      const id = reader.byte();
      const end = reader.u32() + reader.at;
      if (id === SECTION.import)
        return reader.vector((from) => {
          const start = from.at;
          const name = `${from.name()}.${from.name()}`;
          from.at = start;
          from.importEntry();
          return name;
        });
      reader.at = end;
    }
    return [];
  } catch {
    return undefined;
  }
}

function named(names: readonly string[]): string {
  const shown = names.slice(0, MOST_NAMED).join(', ');
  return names.length > MOST_NAMED ? `${shown} and ${names.length - MOST_NAMED} more` : shown;
}
