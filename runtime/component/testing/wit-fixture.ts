/** What test components import of WASI 0.2, as its interfaces are published: each with the functions that are used, and whole types. */
const IO = `
package wasi:io@0.2.0 {
  interface error { resource error; }
  interface poll { resource pollable { block: func(); ready: func() -> bool; } }
  interface streams {
    use error.{error};
    use poll.{pollable};
    variant stream-error { last-operation-failed(error), closed }
    resource input-stream {
      read: func(len: u64) -> result<list<u8>, stream-error>;
      blocking-read: func(len: u64) -> result<list<u8>, stream-error>;
      subscribe: func() -> pollable;
    }
    resource output-stream {
      check-write: func() -> result<u64, stream-error>;
      write: func(contents: list<u8>) -> result<_, stream-error>;
      blocking-write-and-flush: func(contents: list<u8>) -> result<_, stream-error>;
      subscribe: func() -> pollable;
    }
  }
}
`;

const SOCKETS = `
package wasi:sockets@0.2.0 {
  interface network {
    resource network;
    enum error-code {
      unknown, access-denied, not-supported, invalid-argument, out-of-memory, timeout, concurrency-conflict,
      not-in-progress, would-block, invalid-state, new-socket-limit, address-not-bindable, address-in-use,
      remote-unreachable, connection-refused, connection-reset, connection-aborted, datagram-too-large,
      name-unresolvable, temporary-resolver-failure, permanent-resolver-failure
    }
    enum ip-address-family { ipv4, ipv6 }
    type ipv4-address = tuple<u8, u8, u8, u8>;
    type ipv6-address = tuple<u16, u16, u16, u16, u16, u16, u16, u16>;
    variant ip-address { ipv4(ipv4-address), ipv6(ipv6-address) }
    record ipv4-socket-address { port: u16, address: ipv4-address }
    record ipv6-socket-address { port: u16, flow-info: u32, address: ipv6-address, scope-id: u32 }
    variant ip-socket-address { ipv4(ipv4-socket-address), ipv6(ipv6-socket-address) }
  }
  interface instance-network {
    use network.{network};
    instance-network: func() -> network;
  }
  interface tcp {
    use wasi:io/poll@0.2.0.{pollable};
    use wasi:io/streams@0.2.0.{input-stream, output-stream};
    use network.{network, error-code, ip-socket-address, ip-address-family};
    enum shutdown-type { receive, send, both }
    resource tcp-socket {
      start-bind: func(network: borrow<network>, local-address: ip-socket-address) -> result<_, error-code>;
      finish-bind: func() -> result<_, error-code>;
      start-connect: func(network: borrow<network>, remote-address: ip-socket-address) -> result<_, error-code>;
      start-listen: func() -> result<_, error-code>;
      finish-listen: func() -> result<_, error-code>;
      accept: func() -> result<tuple<tcp-socket, input-stream, output-stream>, error-code>;
      local-address: func() -> result<ip-socket-address, error-code>;
      subscribe: func() -> pollable;
      shutdown: func(shutdown-type: shutdown-type) -> result<_, error-code>;
    }
  }
  interface tcp-create-socket {
    use network.{error-code, ip-address-family};
    use tcp.{tcp-socket};
    create-tcp-socket: func(address-family: ip-address-family) -> result<tcp-socket, error-code>;
  }
  interface udp {
    use wasi:io/poll@0.2.0.{pollable};
    resource udp-socket { subscribe: func() -> pollable; }
  }
  interface udp-create-socket {
    use network.{error-code, ip-address-family};
    use udp.{udp-socket};
    create-udp-socket: func(address-family: ip-address-family) -> result<udp-socket, error-code>;
  }
  interface ip-name-lookup {
    use network.{network, error-code, ip-address};
    resource resolve-address-stream {
      resolve-next-address: func() -> result<option<ip-address>, error-code>;
    }
    resolve-addresses: func(network: borrow<network>, name: string) -> result<resolve-address-stream, error-code>;
  }
}
`;

const HTTP = `
package wasi:http@0.2.0 {
  interface types {
    use wasi:io/streams@0.2.0.{input-stream, output-stream};
    variant method { get, head, post, put, delete, connect, options, trace, patch, other(string) }
    record DNS-error-payload { rcode: option<string>, info-code: option<u16> }
    record TLS-alert-received-payload { alert-id: option<u8>, alert-message: option<string> }
    record field-size-payload { field-name: option<string>, field-size: option<u32> }
    variant error-code {
      DNS-timeout, DNS-error(DNS-error-payload), destination-not-found, destination-unavailable,
      destination-IP-prohibited, destination-IP-unroutable, connection-refused, connection-terminated,
      connection-timeout, connection-read-timeout, connection-write-timeout, connection-limit-reached,
      TLS-protocol-error, TLS-certificate-error, TLS-alert-received(TLS-alert-received-payload), HTTP-request-denied,
      HTTP-request-length-required, HTTP-request-body-size(option<u64>), HTTP-request-method-invalid,
      HTTP-request-URI-invalid, HTTP-request-URI-too-long, HTTP-request-header-section-size(option<u32>),
      HTTP-request-header-size(option<field-size-payload>), HTTP-request-trailer-section-size(option<u32>),
      HTTP-request-trailer-size(field-size-payload), HTTP-response-incomplete,
      HTTP-response-header-section-size(option<u32>), HTTP-response-header-size(field-size-payload),
      HTTP-response-body-size(option<u64>), HTTP-response-trailer-section-size(option<u32>),
      HTTP-response-trailer-size(field-size-payload), HTTP-response-transfer-coding(option<string>),
      HTTP-response-content-coding(option<string>), HTTP-response-timeout, HTTP-upgrade-failed, HTTP-protocol-error,
      loop-detected, configuration-error, internal-error(option<string>)
    }
    variant header-error { invalid-syntax, forbidden, immutable }
    resource fields {
      constructor();
      append: func(name: string, value: list<u8>) -> result<_, header-error>;
      clone: func() -> fields;
    }
    resource incoming-request {
      path-with-query: func() -> option<string>;
      headers: func() -> fields;
      consume: func() -> result<incoming-body>;
    }
    resource outgoing-request { constructor(headers: fields); }
    resource request-options;
    resource future-incoming-response;
    resource response-outparam {
      set: static func(param: response-outparam, response: result<outgoing-response, error-code>);
    }
    resource incoming-body { %stream: func() -> result<input-stream>; }
    resource outgoing-response {
      constructor(headers: fields);
      set-status-code: func(status-code: u16) -> result;
      body: func() -> result<outgoing-body>;
    }
    resource outgoing-body {
      write: func() -> result<output-stream>;
      finish: static func(this: outgoing-body, trailers: option<fields>) -> result<_, error-code>;
    }
  }
  interface incoming-handler {
    use types.{incoming-request, response-outparam};
    handle: func(request: incoming-request, response-out: response-outparam);
  }
  interface outgoing-handler {
    use types.{outgoing-request, request-options, future-incoming-response, error-code};
    handle: func(request: outgoing-request, options: option<request-options>) -> result<future-incoming-response, error-code>;
  }
}
`;

const SOCKETS_WORLD = `${IO}${SOCKETS}
package preopen:testing {
  world sockets {
    import wasi:sockets/instance-network@0.2.0;
    import wasi:sockets/tcp@0.2.0;
    import wasi:sockets/tcp-create-socket@0.2.0;
    import wasi:sockets/udp-create-socket@0.2.0;
    import wasi:sockets/ip-name-lookup@0.2.0;
  }
}`;

const HTTP_WORLD = `${IO}${HTTP}
package preopen:testing {
  world http {
    import wasi:http/outgoing-handler@0.2.0;
    export wasi:http/incoming-handler@0.2.0;
  }
}`;

/** Worlds for `embedded`. Beside the preview1 adapter, which speaks 0.2.0, that of sockets is of another version. */
export const WORLDS = { sockets: SOCKETS_WORLD.replaceAll('@0.2.0', '@0.2.1'), http: HTTP_WORLD } as const;
