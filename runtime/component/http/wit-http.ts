/** `wasi:http`, written as the other interfaces are, and with `[constructor]` and `[static]` as names have them in a component. */
export const WIT_HTTP = `
wasi:http/types
resource fields
resource incoming-request
resource outgoing-request
resource request-options
resource response-outparam
resource incoming-response
resource incoming-body
resource future-trailers
resource outgoing-response
resource outgoing-body
resource future-incoming-response
type method = variant<get, head, post, put, delete, connect, options, trace, patch, other: string>
type scheme = variant<HTTP, HTTPS, other: string>
type dns-payload = record<rcode: option<string>, info-code: option<u16>>
type tls-payload = record<alert-id: option<u8>, alert-message: option<string>>
type field-payload = record<field-name: option<string>, field-size: option<u32>>
type http-error = variant<DNS-timeout, DNS-error: dns-payload, destination-not-found, destination-unavailable,
 destination-IP-prohibited, destination-IP-unroutable, connection-refused, connection-terminated, connection-timeout,
 connection-read-timeout, connection-write-timeout, connection-limit-reached, TLS-protocol-error, TLS-certificate-error,
 TLS-alert-received: tls-payload, HTTP-request-denied, HTTP-request-length-required, HTTP-request-body-size: option<u64>,
 HTTP-request-method-invalid, HTTP-request-URI-invalid, HTTP-request-URI-too-long,
 HTTP-request-header-section-size: option<u32>, HTTP-request-header-size: option<field-payload>,
 HTTP-request-trailer-section-size: option<u32>, HTTP-request-trailer-size: field-payload, HTTP-response-incomplete,
 HTTP-response-header-section-size: option<u32>, HTTP-response-header-size: field-payload,
 HTTP-response-body-size: option<u64>, HTTP-response-trailer-section-size: option<u32>,
 HTTP-response-trailer-size: field-payload, HTTP-response-transfer-coding: option<string>,
 HTTP-response-content-coding: option<string>, HTTP-response-timeout, HTTP-upgrade-failed, HTTP-protocol-error,
 loop-detected, configuration-error, internal-error: option<string>>
type header-error = variant<invalid-syntax, forbidden, immutable>
type header-done = result<_, header-error>
type trailers-result = result<option<own<fields>>, http-error>
type response-result = result<own<incoming-response>, http-error>
http-error-code(borrow<error>) -> option<http-error>
[constructor]fields() -> own<fields>
[static]fields.from-list(list<tuple<string, list<u8>>>) -> result<own<fields>, header-error>
fields.get(string) -> list<list<u8>>
fields.has(string) -> bool
fields.set(string, list<list<u8>>) -> header-done
fields.delete(string) -> header-done
fields.append(string, list<u8>) -> header-done
fields.entries() -> list<tuple<string, list<u8>>>
fields.clone() -> own<fields>
incoming-request.method() -> method
incoming-request.path-with-query() -> option<string>
incoming-request.scheme() -> option<scheme>
incoming-request.authority() -> option<string>
incoming-request.headers() -> own<fields>
incoming-request.consume() -> result<own<incoming-body>>
[constructor]outgoing-request(own<fields>) -> own<outgoing-request>
outgoing-request.body() -> result<own<outgoing-body>>
outgoing-request.method() -> method
outgoing-request.set-method(method) -> result
outgoing-request.path-with-query() -> option<string>
outgoing-request.set-path-with-query(option<string>) -> result
outgoing-request.scheme() -> option<scheme>
outgoing-request.set-scheme(option<scheme>) -> result
outgoing-request.authority() -> option<string>
outgoing-request.set-authority(option<string>) -> result
outgoing-request.headers() -> own<fields>
[constructor]request-options() -> own<request-options>
request-options.connect-timeout() -> option<u64>
request-options.set-connect-timeout(option<u64>) -> result
request-options.first-byte-timeout() -> option<u64>
request-options.set-first-byte-timeout(option<u64>) -> result
request-options.between-bytes-timeout() -> option<u64>
request-options.set-between-bytes-timeout(option<u64>) -> result
[static]response-outparam.set(own<response-outparam>, result<own<outgoing-response>, http-error>)
incoming-response.status() -> u16
incoming-response.headers() -> own<fields>
incoming-response.consume() -> result<own<incoming-body>>
incoming-body.stream() -> result<own<input-stream>>
[static]incoming-body.finish(own<incoming-body>) -> own<future-trailers>
future-trailers.subscribe() -> own<pollable>
future-trailers.get() -> option<result<trailers-result>>
[constructor]outgoing-response(own<fields>) -> own<outgoing-response>
outgoing-response.status-code() -> u16
outgoing-response.set-status-code(u16) -> result
outgoing-response.headers() -> own<fields>
outgoing-response.body() -> result<own<outgoing-body>>
outgoing-body.write() -> result<own<output-stream>>
[static]outgoing-body.finish(own<outgoing-body>, option<own<fields>>) -> result<_, http-error>
future-incoming-response.subscribe() -> own<pollable>
future-incoming-response.get() -> option<result<response-result>>

wasi:http/incoming-handler
handle(own<incoming-request>, own<response-outparam>)

wasi:http/outgoing-handler
handle(own<outgoing-request>, option<own<request-options>>) -> result<own<future-incoming-response>, http-error>
`;
