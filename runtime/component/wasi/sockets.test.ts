import { beforeAll, describe, expect, it } from 'vitest';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { NodeToolchain } from '../../cli/node-toolchain.ts';
import { policy } from '../../policy/policy.ts';
import { bootC } from '../../testing/c-fixture.ts';
import { layersText, traceLine } from '../../trace/wording.ts';
import { embedded } from '../testing/embedded-fixture.ts';
import { LISTENING, serve } from '../testing/serve-fixture.ts';
import { addressesOf } from './socket-address.ts';

/** Says what each step of making a socket gives, then answers every line with itself until it is sent `end`. */
const PROGRAM = `
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#define IMPORT(from, name) __attribute__((import_module("wasi:" from "@0.2.1"), import_name(name)))
#define TCP(name) IMPORT("sockets/tcp", "[method]tcp-socket." name)
#define ADDRESS int kind, int a, int b, int c, int d, int e, int f, int g, int h, int i, int j, int k
IMPORT("sockets/instance-network", "instance-network") int instance_network(void);
IMPORT("sockets/tcp-create-socket", "create-tcp-socket") void create_tcp(int family, void *result);
IMPORT("sockets/udp-create-socket", "create-udp-socket") void create_udp(int family, void *result);
IMPORT("sockets/ip-name-lookup", "resolve-addresses") void resolve(int network, const char *name, int length, void *result);
IMPORT("sockets/ip-name-lookup", "[method]resolve-address-stream.resolve-next-address") void next_address(int self, void *result);
TCP("start-bind") void start_bind(int self, int network, ADDRESS, void *result);
TCP("start-connect") void start_connect(int self, int network, ADDRESS, void *result);
TCP("finish-bind") void finish_bind(int self, void *result);
TCP("start-listen") void start_listen(int self, void *result);
TCP("finish-listen") void finish_listen(int self, void *result);
TCP("local-address") void local_address(int self, void *result);
TCP("accept") void accept_one(int self, void *result);
TCP("subscribe") int subscribe(int self);
TCP("shutdown") void shut_down(int self, int how, void *result);
IMPORT("sockets/tcp", "[resource-drop]tcp-socket") void drop_socket(int self);
IMPORT("io/poll", "[method]pollable.block") void block(int self);
IMPORT("io/poll", "[resource-drop]pollable") void drop_pollable(int self);
#define STREAMS(name) IMPORT("io/streams", name)
STREAMS("[method]input-stream.read") void read_some(int self, int64_t most, void *result);
STREAMS("[method]input-stream.subscribe") int subscribe_in(int self);
STREAMS("[method]output-stream.check-write") void check_write(int self, void *result);
STREAMS("[method]output-stream.write") void write_some(int self, const void *from, int length, void *result);
STREAMS("[method]output-stream.subscribe") int subscribe_out(int self);
STREAMS("[resource-drop]input-stream") void drop_in(int self);
STREAMS("[resource-drop]output-stream") void drop_out(int self);

__attribute__((export_name("cabi_realloc"))) void *cabi_realloc(void *old, size_t had, size_t align, size_t size) {
  (void)had; (void)align;
  return realloc(old, size);
}

static const char *NAMES[] = {"unknown", "access-denied", "not-supported", "invalid-argument", "out-of-memory", "timeout",
  "concurrency-conflict", "not-in-progress", "would-block", "invalid-state", "new-socket-limit", "address-not-bindable", "address-in-use",
  "remote-unreachable", "connection-refused", "connection-reset", "connection-aborted", "datagram-too-large", "name-unresolvable"};

/* A result: whether it is an error, then at AT what it carries. */
static unsigned char r[64] __attribute__((aligned(8)));
static int word(int at) { int value; memcpy(&value, r + at, 4); return value; }
static int say(const char *what, int at) {
  printf("%s %s\\n", what, r[0] ? NAMES[r[at]] : "ok");
  return r[0];
}
static void wait_for(int pollable) { block(pollable); drop_pollable(pollable); }

#define V4(port, a, b, c, d) 0, port, a, b, c, d, 0, 0, 0, 0, 0, 0
int main(void) {
  int network = instance_network();
  resolve(network, "localhost", 9, r);
  if (!say("resolve localhost", 4)) { next_address(word(4), r); printf("%d.%d.%d.%d\\n", r[6], r[7], r[8], r[9]); }
  resolve(network, "example.org", 11, r);
  if (!say("resolve example.org", 4)) { next_address(word(4), r); say("next", 2); }
  create_udp(0, r); say("udp", 4);
  create_tcp(0, r);
  if (say("tcp", 4)) return 1;
  int socket = word(4);
  start_listen(socket, r); say("listen before bind", 1);
  start_connect(socket, network, V4(80, 192, 0, 2, 1), r); say("connect", 1);
  start_bind(socket, network, V4(9000, 0, 0, 0, 0), r); say("bind 9000", 1);
  start_bind(socket, network, V4(8080, 192, 0, 2, 1), r); say("bind elsewhere", 1);
  finish_bind(socket, r); say("finish", 1);
  start_bind(socket, network, V4(8080, 127, 0, 0, 1), r); say("bind 8080", 1);
  finish_bind(socket, r); say("finish", 1);
  create_tcp(0, r);
  int other = word(4);
  start_bind(other, network, V4(8080, 127, 0, 0, 1), r); say("bind 8080 again", 1);
  drop_socket(other);
  start_listen(socket, r); say("listen", 1);
  finish_listen(socket, r); say("finish", 1);
  local_address(socket, r); printf("port %d\\n", r[8] | r[9] << 8);
  accept_one(socket, r); say("accept at once", 4);
  for (int is_over = 0; !is_over;) {
    wait_for(subscribe(socket));
    accept_one(socket, r);
    if (say("accept", 4)) return 1;
    int connection = word(4), in = word(8), out = word(12);
    for (;;) {
      read_some(in, 1000, r);
      if (r[0]) break;
      int length = word(8);
      char *text = (char *)(intptr_t)word(4);
      if (length == 0) { free(text); wait_for(subscribe_in(in)); continue; }
      if (length >= 3 && memcmp(text, "end", 3) == 0) is_over = 1;
      for (int done = 0; done < length;) {
        check_write(out, r);
        int room = word(8);
        if (room == 0) { wait_for(subscribe_out(out)); continue; }
        if (room > length - done) room = length - done;
        write_some(out, text + done, room, r);
        if (r[0]) return 2;
        done += room;
      }
      int is_line = memchr(text, '\\n', (size_t)length) != NULL;
      free(text);
      if (is_line) break;
    }
    shut_down(connection, 2, r); say("shutdown", 1);
    drop_in(in); drop_out(out); drop_socket(connection);
  }
  drop_socket(socket);
  return 0;
}
`;

let component: Uint8Array<ArrayBuffer>;
beforeAll(async () => {
  const built = await bootC(NodeToolchain.load(), { 'main.c': PROGRAM }).build();
  if (built.kind !== 'built') throw new Error(JSON.stringify(built));
  const jco = path.dirname(path.dirname(createRequire(import.meta.url).resolve('@bytecodealliance/jco')));
  const adapter = new Uint8Array(readFileSync(path.join(jco, 'lib', 'wasi_snapshot_preview1.command.wasm')));
  component = await embedded(built.program, 'sockets', [['wasi_snapshot_preview1', adapter]]);
});

describe('a component with sockets, made from C', () => {
  it('listens on the port that was granted, and is refused everything else', async () => {
    const { answers, stdout, end, calls } = await serve(component, ['hello\n', 'end\n']);
    expect(stdout.trim().split('\n')).toEqual([
      'resolve localhost ok',
      '127.0.0.1',
      'resolve example.org ok',
      'next name-unresolvable',
      'udp not-supported',
      'tcp ok',
      'listen before bind invalid-state',
      'connect access-denied',
      'bind 9000 access-denied',
      'bind elsewhere address-not-bindable',
      'finish not-in-progress',
      'bind 8080 ok',
      'finish ok',
      'bind 8080 again address-in-use',
      'listen ok',
      'finish ok',
      'port 8080',
      'accept at once would-block',
      'accept ok',
      'shutdown ok',
      'accept ok',
      'shutdown ok',
    ]);
    expect(answers).toEqual(['hello\n', 'end\n']);
    expect(end).toEqual({ kind: 'exited', code: 0 });
    const named = (name: string): number => calls.filter(({ call }) => call === name).length;
    expect(named('sock_accept')).toBe(2);
    expect(named('fd_close')).toBe(2);
  });

  it('waits for room where more is sent than the other end takes at once', async () => {
    const line = `${'x'.repeat(300_000)}\n`;
    const { answers } = await serve(component, [line, 'end\n']);
    expect(answers[0]).toHaveLength(line.length);
  });

  it('makes no socket where none was granted', async () => {
    const { stdout, end } = await serve(component, [], policy());
    expect(stdout).toContain('tcp access-denied');
    expect(end).toEqual({ kind: 'exited', code: 1 });
  });

  it('shows in the trace which descriptor a socket is', async () => {
    const { calls } = await serve(component, ['end\n'], LISTENING);
    const lines = calls.map((event) => `${layersText(event)}${traceLine(event)}`).join('\n');
    expect(lines).toContain('wasi:sockets/tcp tcp-socket.start-bind(tcp-socket, network, ipv4 {port=9000');
    expect(lines).toContain('wasi:sockets/tcp tcp-socket.accept(tcp-socket 3)');
    expect(lines).toContain('sock_shutdown(');
  });
});

describe('names', () => {
  it.each([
    ['localhost', ['ipv4 127,0,0,1', 'ipv6 0,0,0,0,0,0,0,1']],
    ['192.0.2.7', ['ipv4 192,0,2,7']],
    ['2001:db8::7', ['ipv6 8193,3512,0,0,0,0,0,7']],
    ['::', ['ipv6 0,0,0,0,0,0,0,0']],
    ['example.org', []],
  ])('%s stands for %j', (name, expected) => {
    const addresses = addressesOf(name);
    expect(addresses === 'invalid' ? addresses : addresses.map(({ tag, val }) => `${tag} ${String(val)}`)).toEqual(
      expected,
    );
  });

  it.each(['', '1::2::3', '1:2', 'a b', '-a', ':::'])('"%s" is none', (name) => {
    expect(addressesOf(name)).toBe('invalid');
  });
});
