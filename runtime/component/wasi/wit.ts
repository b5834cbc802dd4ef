/**
 * What each function of WASI 0.2 takes and returns: `name(parameters) -> result`, and `resource.name(…)` for a method, which
 * also takes a borrowed handle of its resource. A resource belongs to the interface that it stands in. A line that begins
 * with a space goes on with the one before. From 0.2.0 to 0.2.12 these are the same.
 */
export const WIT = `
wasi:io/error
resource error
error.to-debug-string() -> string

wasi:io/poll
resource pollable
pollable.ready() -> bool
pollable.block()
poll(list<borrow<pollable>>) -> list<u32>

wasi:io/streams
resource input-stream
resource output-stream
type stream-error = variant<last-operation-failed: own<error>, closed>
type moved = result<u64, stream-error>
type written = result<_, stream-error>
input-stream.read(u64) -> result<list<u8>, stream-error>
input-stream.blocking-read(u64) -> result<list<u8>, stream-error>
input-stream.skip(u64) -> moved
input-stream.blocking-skip(u64) -> moved
input-stream.subscribe() -> own<pollable>
output-stream.check-write() -> moved
output-stream.write(list<u8>) -> written
output-stream.blocking-write-and-flush(list<u8>) -> written
output-stream.flush() -> written
output-stream.blocking-flush() -> written
output-stream.subscribe() -> own<pollable>
output-stream.write-zeroes(u64) -> written
output-stream.blocking-write-zeroes-and-flush(u64) -> written
output-stream.splice(borrow<input-stream>, u64) -> moved
output-stream.blocking-splice(borrow<input-stream>, u64) -> moved

wasi:cli/environment
get-arguments() -> list<string>
get-environment() -> list<tuple<string, string>>
initial-cwd() -> option<string>

wasi:cli/exit
exit(result)
exit-with-code(u8)

wasi:cli/run
run() -> result

wasi:cli/stdin
get-stdin() -> own<input-stream>

wasi:cli/stdout
get-stdout() -> own<output-stream>

wasi:cli/stderr
get-stderr() -> own<output-stream>

wasi:cli/terminal-input
resource terminal-input

wasi:cli/terminal-output
resource terminal-output

wasi:cli/terminal-stdin
get-terminal-stdin() -> option<own<terminal-input>>

wasi:cli/terminal-stdout
get-terminal-stdout() -> option<own<terminal-output>>

wasi:cli/terminal-stderr
get-terminal-stderr() -> option<own<terminal-output>>

wasi:clocks/monotonic-clock
now() -> u64
resolution() -> u64
subscribe-instant(u64) -> own<pollable>
subscribe-duration(u64) -> own<pollable>

wasi:clocks/wall-clock
type datetime = record<seconds: u64, nanoseconds: u32>
now() -> datetime
resolution() -> datetime

wasi:random/random
get-random-bytes(u64) -> list<u8>
get-random-u64() -> u64

wasi:random/insecure
get-insecure-random-bytes(u64) -> list<u8>
get-insecure-random-u64() -> u64

wasi:random/insecure-seed
insecure-seed() -> tuple<u64, u64>

wasi:filesystem/types
resource descriptor
resource directory-entry-stream
type descriptor-type = enum<unknown, block-device, character-device, directory, fifo, symbolic-link, regular-file, socket>
type descriptor-flags = flags<read, write, file-integrity-sync, data-integrity-sync, requested-write-sync, mutate-directory>
type path-flags = flags<symlink-follow>
type open-flags = flags<create, directory, exclusive, truncate>
type descriptor-stat = record<type: descriptor-type, link-count: u64, size: u64, data-access-timestamp: option<datetime>,
 data-modification-timestamp: option<datetime>, status-change-timestamp: option<datetime>>
type new-timestamp = variant<no-change, now, timestamp: datetime>
type directory-entry = record<type: descriptor-type, name: string>
type error-code = enum<access, would-block, already, bad-descriptor, busy, deadlock, quota, exist, file-too-large,
 illegal-byte-sequence, in-progress, interrupted, invalid, io, is-directory, loop, too-many-links, message-size,
 name-too-long, no-device, no-entry, no-lock, insufficient-memory, insufficient-space, not-directory, not-empty,
 not-recoverable, unsupported, no-tty, no-such-device, overflow, not-permitted, pipe, read-only, invalid-seek,
 text-file-busy, cross-device>
type advice = enum<normal, sequential, random, will-need, dont-need, no-reuse>
type hash = record<lower: u64, upper: u64>
type done = result<_, error-code>
descriptor.read-via-stream(u64) -> result<own<input-stream>, error-code>
descriptor.write-via-stream(u64) -> result<own<output-stream>, error-code>
descriptor.append-via-stream() -> result<own<output-stream>, error-code>
descriptor.advise(u64, u64, advice) -> done
descriptor.sync-data() -> done
descriptor.get-flags() -> result<descriptor-flags, error-code>
descriptor.get-type() -> result<descriptor-type, error-code>
descriptor.set-size(u64) -> done
descriptor.set-times(new-timestamp, new-timestamp) -> done
descriptor.read(u64, u64) -> result<tuple<list<u8>, bool>, error-code>
descriptor.write(list<u8>, u64) -> result<u64, error-code>
descriptor.read-directory() -> result<own<directory-entry-stream>, error-code>
descriptor.sync() -> done
descriptor.create-directory-at(string) -> done
descriptor.stat() -> result<descriptor-stat, error-code>
descriptor.stat-at(path-flags, string) -> result<descriptor-stat, error-code>
descriptor.set-times-at(path-flags, string, new-timestamp, new-timestamp) -> done
descriptor.link-at(path-flags, string, borrow<descriptor>, string) -> done
descriptor.open-at(path-flags, string, open-flags, descriptor-flags) -> result<own<descriptor>, error-code>
descriptor.readlink-at(string) -> result<string, error-code>
descriptor.remove-directory-at(string) -> done
descriptor.rename-at(string, borrow<descriptor>, string) -> done
descriptor.symlink-at(string, string) -> done
descriptor.unlink-file-at(string) -> done
descriptor.is-same-object(borrow<descriptor>) -> bool
descriptor.metadata-hash() -> result<hash, error-code>
descriptor.metadata-hash-at(path-flags, string) -> result<hash, error-code>
directory-entry-stream.read-directory-entry() -> result<option<directory-entry>, error-code>
filesystem-error-code(borrow<error>) -> option<error-code>

wasi:filesystem/preopens
get-directories() -> list<tuple<own<descriptor>, string>>

wasi:sockets/network
resource network
type network-error = enum<unknown, access-denied, not-supported, invalid-argument, out-of-memory, timeout,
 concurrency-conflict, not-in-progress, would-block, invalid-state, new-socket-limit, address-not-bindable,
 address-in-use, remote-unreachable, connection-refused, connection-reset, connection-aborted, datagram-too-large,
 name-unresolvable, temporary-resolver-failure, permanent-resolver-failure>
type family = enum<ipv4, ipv6>
type ipv4-address = tuple<u8, u8, u8, u8>
type ipv6-address = tuple<u16, u16, u16, u16, u16, u16, u16, u16>
type ip-address = variant<ipv4: ipv4-address, ipv6: ipv6-address>
type ipv4-socket-address = record<port: u16, address: ipv4-address>
type ipv6-socket-address = record<port: u16, flow-info: u32, address: ipv6-address, scope-id: u32>
type socket-address = variant<ipv4: ipv4-socket-address, ipv6: ipv6-socket-address>
type socket-done = result<_, network-error>
type socket-u64 = result<u64, network-error>
network-error-code(borrow<error>) -> option<network-error>

wasi:sockets/instance-network
instance-network() -> own<network>

wasi:sockets/ip-name-lookup
resource resolve-address-stream
resolve-addresses(borrow<network>, string) -> result<own<resolve-address-stream>, network-error>
resolve-address-stream.resolve-next-address() -> result<option<ip-address>, network-error>
resolve-address-stream.subscribe() -> own<pollable>

wasi:sockets/tcp
resource tcp-socket
type shutdown-type = enum<receive, send, both>
tcp-socket.start-bind(borrow<network>, socket-address) -> socket-done
tcp-socket.finish-bind() -> socket-done
tcp-socket.start-connect(borrow<network>, socket-address) -> socket-done
tcp-socket.finish-connect() -> result<tuple<own<input-stream>, own<output-stream>>, network-error>
tcp-socket.start-listen() -> socket-done
tcp-socket.finish-listen() -> socket-done
tcp-socket.accept() -> result<tuple<own<tcp-socket>, own<input-stream>, own<output-stream>>, network-error>
tcp-socket.local-address() -> result<socket-address, network-error>
tcp-socket.remote-address() -> result<socket-address, network-error>
tcp-socket.is-listening() -> bool
tcp-socket.address-family() -> family
tcp-socket.set-listen-backlog-size(u64) -> socket-done
tcp-socket.keep-alive-enabled() -> result<bool, network-error>
tcp-socket.set-keep-alive-enabled(bool) -> socket-done
tcp-socket.keep-alive-idle-time() -> socket-u64
tcp-socket.set-keep-alive-idle-time(u64) -> socket-done
tcp-socket.keep-alive-interval() -> socket-u64
tcp-socket.set-keep-alive-interval(u64) -> socket-done
tcp-socket.keep-alive-count() -> result<u32, network-error>
tcp-socket.set-keep-alive-count(u32) -> socket-done
tcp-socket.hop-limit() -> result<u8, network-error>
tcp-socket.set-hop-limit(u8) -> socket-done
tcp-socket.receive-buffer-size() -> socket-u64
tcp-socket.set-receive-buffer-size(u64) -> socket-done
tcp-socket.send-buffer-size() -> socket-u64
tcp-socket.set-send-buffer-size(u64) -> socket-done
tcp-socket.subscribe() -> own<pollable>
tcp-socket.shutdown(shutdown-type) -> socket-done

wasi:sockets/tcp-create-socket
create-tcp-socket(family) -> result<own<tcp-socket>, network-error>

wasi:sockets/udp
resource udp-socket
resource incoming-datagram-stream
resource outgoing-datagram-stream
type incoming-datagram = record<data: list<u8>, remote-address: socket-address>
type outgoing-datagram = record<data: list<u8>, remote-address: option<socket-address>>
udp-socket.start-bind(borrow<network>, socket-address) -> socket-done
udp-socket.finish-bind() -> socket-done
udp-socket.stream(option<socket-address>)
 -> result<tuple<own<incoming-datagram-stream>, own<outgoing-datagram-stream>>, network-error>
udp-socket.local-address() -> result<socket-address, network-error>
udp-socket.remote-address() -> result<socket-address, network-error>
udp-socket.address-family() -> family
udp-socket.unicast-hop-limit() -> result<u8, network-error>
udp-socket.set-unicast-hop-limit(u8) -> socket-done
udp-socket.receive-buffer-size() -> socket-u64
udp-socket.set-receive-buffer-size(u64) -> socket-done
udp-socket.send-buffer-size() -> socket-u64
udp-socket.set-send-buffer-size(u64) -> socket-done
udp-socket.subscribe() -> own<pollable>
incoming-datagram-stream.receive(u64) -> result<list<incoming-datagram>, network-error>
incoming-datagram-stream.subscribe() -> own<pollable>
outgoing-datagram-stream.check-send() -> socket-u64
outgoing-datagram-stream.send(list<outgoing-datagram>) -> socket-u64
outgoing-datagram-stream.subscribe() -> own<pollable>

wasi:sockets/udp-create-socket
create-udp-socket(family) -> result<own<udp-socket>, network-error>
`;
