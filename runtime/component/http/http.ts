import type { Tagged } from '../canonical/types.ts';
import type { Interface } from '../wasi/interface.ts';
import { Pollable } from '../wasi/poll.ts';
import { Fields } from './fields.ts';
import { IncomingBody } from './incoming-body.ts';
import {
  FutureTrailers,
  IncomingRequest,
  OutgoingRequest,
  OutgoingResponse,
  RequestOptions,
  ResponseOutparam,
} from './messages.ts';
import { OutgoingBody } from './outgoing-body.ts';

/** What a handle of each resource of `wasi:http` stands for. No response comes in, because no request goes out. */
export const HTTP_CLASSES: readonly (readonly [string, abstract new (...args: never[]) => object])[] = [
  ['fields', Fields],
  ['incoming-request', IncomingRequest],
  ['incoming-body', IncomingBody],
  ['response-outparam', ResponseOutparam],
  ['outgoing-response', OutgoingResponse],
  ['outgoing-body', OutgoingBody],
  ['outgoing-request', OutgoingRequest],
  ['request-options', RequestOptions],
  ['future-trailers', FutureTrailers],
];

const OK: Tagged = { tag: 'ok' };

/** `wasi:http`: requests come in over a socket that was granted, and none go out. */
export function http(): readonly (readonly [string, Interface])[] {
  return [
    ['wasi:http/types', { ...fields(), ...incoming(), ...outgoingResponse(), ...outgoingRequest() }],
    [
      'wasi:http/outgoing-handler',
      // Nothing that a policy grants reaches another server.
      { handle: () => ({ tag: 'err', val: { tag: 'HTTP-request-denied' } }) },
    ],
  ];
}

function fields(): Interface {
  return {
    // No error of a stream is one of HTTP.
    'http-error-code': () => undefined,
    '[constructor]fields': () => new Fields(),
    '[static]fields.from-list': (entries: Parameters<typeof Fields.fromList>[0]) => Fields.fromList(entries),
    '[method]fields.get': (self: Fields, name: string) => self.get(name),
    '[method]fields.has': (self: Fields, name: string) => self.has(name),
    '[method]fields.set': (self: Fields, name: string, values: readonly Uint8Array[]) => self.set(name, values),
    '[method]fields.delete': (self: Fields, name: string) => self.delete(name),
    '[method]fields.append': (self: Fields, name: string, value: Uint8Array) => self.append(name, value),
    '[method]fields.entries': (self: Fields) => self.entries(),
    '[method]fields.clone': (self: Fields) => self.clone(),
  };
}

function incoming(): Interface {
  const request = '[method]incoming-request';
  return {
    [`${request}.method`]: ({ head }: IncomingRequest) => head.method,
    [`${request}.path-with-query`]: ({ head }: IncomingRequest) => head.path,
    [`${request}.scheme`]: () => ({ tag: 'HTTP' }),
    [`${request}.authority`]: ({ head }: IncomingRequest) => head.authority,
    [`${request}.headers`]: ({ head }: IncomingRequest) => head.headers.fixed,
    [`${request}.consume`]: (self: IncomingRequest) => self.consume(),
    '[method]incoming-body.stream': (self: IncomingBody) => self.stream(),
    '[static]incoming-body.finish': () => new FutureTrailers(),
    '[method]future-trailers.subscribe': () => new Pollable({ kind: 'nothing' }),
    '[method]future-trailers.get': (self: FutureTrailers) => self.get(),
  };
}

function outgoingResponse(): Interface {
  const response = '[method]outgoing-response';
  return {
    '[static]response-outparam.set': (outparam: ResponseOutparam, answer: Tagged) => outparam.set(answer),
    '[constructor]outgoing-response': (headers: Fields) => new OutgoingResponse(headers),
    [`${response}.status-code`]: (self: OutgoingResponse) => self.status,
    [`${response}.set-status-code`]: (self: OutgoingResponse, status: number) => self.setStatus(status),
    [`${response}.headers`]: (self: OutgoingResponse) => self.headers.fixed,
    [`${response}.body`]: (self: OutgoingResponse) => self.body(),
    '[method]outgoing-body.write': (self: OutgoingBody) => self.write(),
    '[static]outgoing-body.finish': (self: OutgoingBody, trailers: Fields | undefined) => self.finish(trailers),
  };
}

function outgoingRequest(): Interface {
  const request = '[method]outgoing-request';
  const options = '[method]request-options';
  const made: Record<string, (...args: never[]) => unknown> = {
    '[constructor]outgoing-request': (headers: Fields) => new OutgoingRequest(headers),
    [`${request}.body`]: (self: OutgoingRequest) => self.body(),
    [`${request}.headers`]: (self: OutgoingRequest) => self.headers.fixed,
    '[constructor]request-options': () => new RequestOptions(),
  };
  for (const part of ['method', 'path-with-query', 'scheme', 'authority'] as const) {
    made[`${request}.${part}`] = (self: OutgoingRequest) => self.parts[part];
    made[`${request}.set-${part}`] = (self: OutgoingRequest, value: unknown) => {
      self.parts[part] = value;
      return OK;
    };
  }
  for (const wait of ['connect-timeout', 'first-byte-timeout', 'between-bytes-timeout']) {
    made[`${options}.${wait}`] = (self: RequestOptions) => self.waitNs[wait];
    made[`${options}.set-${wait}`] = (self: RequestOptions, ns: bigint | undefined) => {
      self.waitNs[wait] = ns;
      return OK;
    };
  }
  return made;
}
