import { embedded } from './embedded-fixture.ts';

/**
 * A component that answers requests: with a line that names the path, and then the body that was sent. The letter after
 * the first `/` of the path makes it do something else: `t` trap, `s` return without an answer, `l` say a length that it does not
 * write, `d` say two lengths, `n` say a length and ask for no body to write to, `c` answer with the headers of the request,
 * `o` send a request, and answer 403 where that was denied.
 */
export function httpComponent(version = '0.2.0'): Promise<Uint8Array<ArrayBuffer>> {
  return embedded(MODULE, 'http').then((bytes) => (version === '0.2.0' ? bytes : versioned(bytes, version)));
}

/** Names with another version of the same length. */
function versioned(component: Uint8Array<ArrayBuffer>, version: string): Uint8Array<ArrayBuffer> {
  const bytes = component.slice();
  const [from, to] = ['@0.2.0', `@${version}`].map((text) => new TextEncoder().encode(text));
  for (let at = 0; at + from!.length <= bytes.length; at++)
    if (from!.every((byte, i) => bytes[at + i] === byte)) bytes.set(to!, at);
  return bytes;
}

const HTTP = 'wasi:http/types@0.2.0';
const STREAMS = 'wasi:io/streams@0.2.0';

function imported(from: string, name: string, params: string, result = ''): string {
  const id = name.replace(/^\[([a-z-]+)\]/, (_all, kind: string) => (kind === 'resource-drop' ? 'drop-' : ''));
  return `(import "${from}" "${name}" (func $${id} (param ${params}) ${result && `(result ${result})`}))`;
}

const MODULE = `(module
  ${imported(HTTP, '[constructor]fields', '', 'i32')}
  ${imported(HTTP, '[method]fields.append', 'i32 i32 i32 i32 i32 i32')}
  ${imported(HTTP, '[method]fields.clone', 'i32', 'i32')}
  ${imported(HTTP, '[method]incoming-request.path-with-query', 'i32 i32')}
  ${imported(HTTP, '[method]incoming-request.headers', 'i32', 'i32')}
  ${imported(HTTP, '[method]incoming-request.consume', 'i32 i32')}
  ${imported(HTTP, '[method]incoming-body.stream', 'i32 i32')}
  ${imported(HTTP, '[constructor]outgoing-request', 'i32', 'i32')}
  ${imported(HTTP, '[constructor]outgoing-response', 'i32', 'i32')}
  ${imported(HTTP, '[method]outgoing-response.set-status-code', 'i32 i32', 'i32')}
  ${imported(HTTP, '[method]outgoing-response.body', 'i32 i32')}
  ${imported(HTTP, '[method]outgoing-body.write', 'i32 i32')}
  ${imported(HTTP, '[static]response-outparam.set', 'i32 i32 i32 i32 i64 i32 i32 i32 i32')}
  ${imported(HTTP, '[static]outgoing-body.finish', 'i32 i32 i32 i32')}
  ${imported(HTTP, '[resource-drop]incoming-request', 'i32')}
  ${imported(STREAMS, '[method]input-stream.blocking-read', 'i32 i64 i32')}
  ${imported(STREAMS, '[method]output-stream.blocking-write-and-flush', 'i32 i32 i32 i32')}
  ${imported(STREAMS, '[resource-drop]input-stream', 'i32')}
  ${imported(STREAMS, '[resource-drop]output-stream', 'i32')}
  (import "wasi:http/outgoing-handler@0.2.0" "handle" (func $send (param i32 i32 i32 i32)))
  (memory (export "memory") 1)
  (global $free (mut i32) (i32.const 4096))
  (data (i32.const 1024) "You asked for ")
  (data (i32.const 1040) "\\n")
  (data (i32.const 1048) "content-length")
  (data (i32.const 1064) "99")
  (data (i32.const 1072) "x-made-by")
  (data (i32.const 1084) "a component")
  (func (export "cabi_realloc") (param i32 i32 i32 i32) (result i32) (local $at i32)
    (local.set $at (i32.and (i32.add (global.get $free) (i32.const 7)) (i32.const -8)))
    (global.set $free (i32.add (local.get $at) (local.get 3)))
    (if (i32.gt_u (global.get $free) (i32.const 65536)) (then unreachable))
    (local.get $at))
  (func (export "wasi:http/incoming-handler@0.2.0#handle") (param $request i32) (param $out i32)
    (local $response i32) (local $headers i32) (local $body i32) (local $to i32) (local $from i32) (local $letter i32)
    (call $incoming-request.path-with-query (local.get $request) (i32.const 16))
    (local.set $letter (i32.load8_u (i32.add (i32.load (i32.const 20)) (i32.const 1))))
    (if (i32.eq (local.get $letter) (i32.const 116)) (then unreachable))
    (if (i32.eq (local.get $letter) (i32.const 115)) (then return))
    (local.set $headers (if (result i32) (i32.eq (local.get $letter) (i32.const 99))
      (then (call $fields.clone (call $incoming-request.headers (local.get $request)))) (else (call $fields))))
    (call $fields.append (local.get $headers) (i32.const 1072) (i32.const 9) (i32.const 1084) (i32.const 11) (i32.const 32))
    (if (i32.or (i32.eq (local.get $letter) (i32.const 110))
        (i32.or (i32.eq (local.get $letter) (i32.const 108)) (i32.eq (local.get $letter) (i32.const 100)))) (then
      (call $fields.append (local.get $headers) (i32.const 1048) (i32.const 14) (i32.const 1064) (i32.const 2) (i32.const 32))))
    (if (i32.eq (local.get $letter) (i32.const 100)) (then
      (call $fields.append (local.get $headers) (i32.const 1048) (i32.const 14) (i32.const 1064) (i32.const 1) (i32.const 32))))
    (local.set $response (call $outgoing-response (local.get $headers)))
    (if (i32.eq (local.get $letter) (i32.const 110)) (then
      (call $response-outparam.set (local.get $out) (i32.const 0) (local.get $response) (i32.const 0) (i64.const 0)
        (i32.const 0) (i32.const 0) (i32.const 0) (i32.const 0))
      (return)))
    (if (i32.eq (local.get $letter) (i32.const 111)) (then
      (call $send (call $outgoing-request (call $fields)) (i32.const 0) (i32.const 0) (i32.const 64))
      (if (i32.and (i32.eq (i32.load8_u (i32.const 64)) (i32.const 1)) (i32.eq (i32.load8_u (i32.const 72)) (i32.const 15)))
        (then (drop (call $outgoing-response.set-status-code (local.get $response) (i32.const 403)))))))
    (call $outgoing-response.body (local.get $response) (i32.const 32))
    (local.set $body (i32.load (i32.const 36)))
    (call $response-outparam.set (local.get $out) (i32.const 0) (local.get $response) (i32.const 0) (i64.const 0)
      (i32.const 0) (i32.const 0) (i32.const 0) (i32.const 0))
    (call $outgoing-body.write (local.get $body) (i32.const 32))
    (local.set $to (i32.load (i32.const 36)))
    (call $output-stream.blocking-write-and-flush (local.get $to) (i32.const 1024) (i32.const 14) (i32.const 32))
    (call $output-stream.blocking-write-and-flush (local.get $to) (i32.load (i32.const 20)) (i32.load (i32.const 24)) (i32.const 32))
    (call $output-stream.blocking-write-and-flush (local.get $to) (i32.const 1040) (i32.const 1) (i32.const 32))
    (call $incoming-request.consume (local.get $request) (i32.const 32))
    (call $incoming-body.stream (i32.load (i32.const 36)) (i32.const 32))
    (local.set $from (i32.load (i32.const 36)))
    (block $end (loop $more
      (global.set $free (i32.const 8192))
      (call $input-stream.blocking-read (local.get $from) (i64.const 16384) (i32.const 32))
      (br_if $end (i32.load8_u (i32.const 32)))
      (call $output-stream.blocking-write-and-flush (local.get $to) (i32.load (i32.const 36)) (i32.load (i32.const 40)) (i32.const 64))
      (br $more)))
    (call $drop-input-stream (local.get $from))
    (call $drop-output-stream (local.get $to))
    (call $outgoing-body.finish (local.get $body) (i32.const 0) (i32.const 0) (i32.const 64))
    (call $drop-incoming-request (local.get $request)))
)`;
