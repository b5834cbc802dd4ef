import type { Tagged } from '../canonical/types.ts';
import { ok } from '../wasi/errors.ts';
import type { Connection } from './connection.ts';
import type { Fields } from './fields.ts';
import { IncomingBody } from './incoming-body.ts';
import { OutgoingBody } from './outgoing-body.ts';
import type { RequestHead } from './request-head.ts';

const ERR: Tagged = { tag: 'err' };
const OK = 200;
/** Of a method and a path. */
const MOST_SHOWN = 60;

/** The resource `incoming-request`. */
export class IncomingRequest {
  readonly shown: string;
  readonly head: RequestHead;
  readonly #connection: Connection;
  #isConsumed = false;

  constructor(head: RequestHead, connection: Connection) {
    const { method, path } = head;
    const line = `${method.tag === 'other' ? String(method.val) : method.tag.toUpperCase()} ${path}`;
    this.shown = `incoming-request ${line.length > MOST_SHOWN ? `${line.slice(0, MOST_SHOWN)}…` : line}`;
    this.head = head;
    this.#connection = connection;
  }

  /** Its body, the first time only. */
  consume(): Tagged {
    if (this.#isConsumed) return ERR;
    this.#isConsumed = true;
    return ok(new IncomingBody(this.#connection, this.head.early, this.head.length));
  }
}

/** The resource `response-outparam`: where a component puts its answer, once. */
export class ResponseOutparam {
  readonly shown = 'response-outparam';
  readonly set: (response: Tagged) => void;

  constructor(set: (response: Tagged) => void) {
    this.set = set;
  }
}

/** The resource `outgoing-response`. */
export class OutgoingResponse {
  readonly shown = 'outgoing-response';
  readonly headers: Fields;
  status = OK;
  #body: OutgoingBody | undefined;

  constructor(headers: Fields) {
    this.headers = headers.fixed;
  }

  /** Not one below 200: after that another answer would have to come, and a component gives one. */
  setStatus(status: number): Tagged {
    if (status < 200 || status > 999) return ERR;
    this.status = status;
    return { tag: 'ok' };
  }

  /** The first time only. */
  body(): Tagged {
    if (this.#body) return ERR;
    this.#body = new OutgoingBody(this.headers);
    return ok(this.#body);
  }

  /** What the component writes its body to; one that it never asked for is empty. */
  get bodyOrNone(): OutgoingBody {
    if (this.#body) return this.#body;
    const none = new OutgoingBody(this.headers);
    none.finish(undefined);
    return none;
  }
}

/** The resource `outgoing-request`: what it says is kept, and it goes nowhere. */
export class OutgoingRequest {
  readonly shown = 'outgoing-request';
  readonly headers: Fields;
  readonly parts: Record<'path-with-query' | 'scheme' | 'authority', unknown> & { method: unknown } = {
    method: { tag: 'get' },
    'path-with-query': undefined,
    scheme: undefined,
    authority: undefined,
  };
  #hasBody = false;

  constructor(headers: Fields) {
    this.headers = headers.fixed;
  }

  /** The first time only. */
  body(): Tagged {
    if (this.#hasBody) return ERR;
    this.#hasBody = true;
    return ok(new OutgoingBody(this.headers));
  }
}

/** The resource `request-options`: how long a request may wait, in nanoseconds. */
export class RequestOptions {
  readonly shown = 'request-options';
  readonly waitNs: Record<string, bigint | undefined> = {};
}

/** The resource `future-trailers`: the machine reads no trailers, so that there are none is known at once. */
export class FutureTrailers {
  readonly shown = 'future-trailers';
  #isTaken = false;

  get(): Tagged {
    if (this.#isTaken) return ERR;
    this.#isTaken = true;
    return ok(ok(undefined));
  }
}
