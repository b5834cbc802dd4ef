import { LIBRARY_INTERFACE, LIBRARY_RUN, IO_ERROR, IO_STREAMS, STDOUT } from '../runtime/component/export/library.ts';

/** As much of jco’s wasm-tools as composing needs. */
export interface ComposingTools {
  readonly parse: (wat: string) => Uint8Array;
  readonly print: (binary: Uint8Array) => string;
  readonly componentNew: (
    module: Uint8Array,
    adapters: readonly (readonly [name: string, module: Uint8Array])[],
  ) => Uint8Array;
  readonly componentEmbed: (options: {
    readonly binary: Uint8Array;
    readonly witSource: string;
    readonly world: string;
  }) => Uint8Array;
}

/** The interfaces of WASI that both components name. The tools want every function of them that the adapter uses. */
const WIT = `
package preopen:library {
  interface library {
    use wasi:io/streams@0.2.0.{output-stream};
    run: func(to: borrow<output-stream>, number: s32) -> s32;
  }
  world program {
    import wasi:io/streams@0.2.0;
    import wasi:cli/stdout@0.2.0;
    import library;
  }
  world part {
    import wasi:io/streams@0.2.0;
    export library;
  }
}
package wasi:cli@0.2.0 {
  interface stdout {
    use wasi:io/streams@0.2.0.{output-stream};
    get-stdout: func() -> output-stream;
  }
}
package wasi:io@0.2.0 {
  interface error {
    resource error { to-debug-string: func() -> string; }
  }
  interface poll {
    resource pollable { ready: func() -> bool; block: func(); }
    poll: func(in: list<borrow<pollable>>) -> list<u32>;
  }
  interface streams {
    use error.{error};
    use poll.{pollable};
    variant stream-error { last-operation-failed(error), closed }
    resource input-stream {
      read: func(len: u64) -> result<list<u8>, stream-error>;
      blocking-read: func(len: u64) -> result<list<u8>, stream-error>;
      skip: func(len: u64) -> result<u64, stream-error>;
      blocking-skip: func(len: u64) -> result<u64, stream-error>;
      subscribe: func() -> pollable;
    }
    resource output-stream {
      check-write: func() -> result<u64, stream-error>;
      write: func(contents: list<u8>) -> result<_, stream-error>;
      blocking-write-and-flush: func(contents: list<u8>) -> result<_, stream-error>;
      flush: func() -> result<_, stream-error>;
      blocking-flush: func() -> result<_, stream-error>;
      subscribe: func() -> pollable;
      write-zeroes: func(len: u64) -> result<_, stream-error>;
      blocking-write-zeroes-and-flush: func(len: u64) -> result<_, stream-error>;
      splice: func(src: borrow<input-stream>, len: u64) -> result<u64, stream-error>;
      blocking-splice: func(src: borrow<input-stream>, len: u64) -> result<u64, stream-error>;
    }
  }
}
`;

const WRITE = '[method]output-stream.blocking-write-and-flush';
const DROP = '[resource-drop]output-stream';
const WRITING = `
  (import "${IO_STREAMS}" "${WRITE}" (func (param i32 i32 i32 i32)))
  (import "${IO_STREAMS}" "${DROP}" (func (param i32)))`;

/**
 * Two components in one, as `compose` takes them: the first module of the outer one is a place for a program, and the first module
 * of the component in it a place for a library. The library imports writing to a stream and nothing else; the program imports `run`
 * of it, which hands it one stream. `imports`: a program’s imports of Preview 1, in text.
 */
export function makeComposed(
  tools: ComposingTools,
  imports: string,
  adapter: readonly [string, Uint8Array],
): Uint8Array {
  const program = tools.parse(`(module ${imports} ${WRITING}
    (import "${STDOUT}" "get-stdout" (func (result i32)))
    (import "${LIBRARY_INTERFACE}" "${LIBRARY_RUN}" (func (param i32 i32) (result i32)))
    (memory (export "memory") 1)
    (func (export "_start")))`);
  const library = tools.parse(`(module ${WRITING}
    (memory (export "memory") 1)
    (func (export "${LIBRARY_INTERFACE}#${LIBRARY_RUN}") (param i32 i32) (result i32) i32.const 0))`);
  const embedded = (binary: Uint8Array, world: string): Uint8Array =>
    tools.componentEmbed({ binary, witSource: WIT, world: `preopen:library/${world}` });
  const outer = tools.print(tools.componentNew(embedded(program, 'program'), [adapter]));
  const inner = tools.print(tools.componentNew(embedded(library, 'part'), []));
  return tools.parse(composedText(outer, inner));
}

/** `outer` with `inner` in place of its import of the library. All that `outer` numbers keeps its number but for its own inner component. */
function composedText(outer: string, inner: string): string {
  const instance = (name: string): string => {
    const [, number] = new RegExp(`^ {2}\\(import "${name}" \\(instance \\(;(\\d+);\\)`, 'm').exec(outer) ?? [];
    if (number === undefined) throw new Error(`jco wrote a component that does not import ${name}`);
    return `(with "${name}" (instance ${number}))`;
  };
  // The function itself is exported, in place of the instance with it that the tools make.
  const [body = ''] = inner.split(/^ {2}\(component /m);
  const [, run] = /^ {2}\(func \(;(\d+);\) \(type \d+\) \(canon lift /m.exec(body) ?? [];
  const nested = `${body.replace(/^\(component/, '(component $library')}  (export "${LIBRARY_RUN}" (func ${run ?? ''})))`;
  const given = [IO_ERROR, IO_STREAMS].map(instance).join(' ');
  return replaced(
    replaced(outer, /^( {2}\(instance \(;\d+;\) \(instantiate )0$/m, '$11'),
    new RegExp(`^ {2}\\(import "${LIBRARY_INTERFACE}" .*$`, 'm'),
    () => `${nested}\n  (instance (instantiate $library ${given}))`,
  );
}

function replaced(text: string, what: RegExp, by: string | (() => string)): string {
  const changed = typeof by === 'string' ? text.replace(what, by) : text.replace(what, by);
  if (changed === text) throw new Error(`jco wrote a component in another form: ${String(what)} is not in it`);
  return changed;
}
