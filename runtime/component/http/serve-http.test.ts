import { beforeAll, describe, expect, it } from 'vitest';
import { policy } from '../../policy/policy.ts';
import { layersText, traceLine } from '../../trace/wording.ts';
import { inspectProgram } from '../inspect-program.ts';
import { httpComponent } from '../testing/http-fixture.ts';
import { LISTENING, serve } from '../testing/serve-fixture.ts';

let component: Uint8Array<ArrayBuffer>;
beforeAll(async () => {
  component = await httpComponent();
});

const request = (line: string, body = '', headers = ''): string =>
  `${line} HTTP/1.1\r\nHost: localhost:8080\r\n${headers}${body && `Content-Length: ${body.length}\r\n`}\r\n${body}`;

/** Looked at in more ways than one, they would take hours. */
const blanks = (end: string): string => request('GET /', '', `X:${' '.repeat(60_000)}${end}x\r\n`);

describe('a component that answers requests', () => {
  it('is given each one with its body, and its answer goes in chunks where it says no length', async () => {
    const { answers } = await serve(component, [request('GET /x?y=1'), request('POST /', 'some words')]);
    expect(answers[0]).toBe(
      [
        'HTTP/1.1 200 OK\r\nx-made-by: a component\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n',
        'e\r\nYou asked for \r\n6\r\n/x?y=1\r\n1\r\n\n\r\n0\r\n\r\n',
      ].join('\r\n'),
    );
    expect(answers[1]).toContain('a\r\nsome words\r\n0\r\n\r\n');
  });

  it('has an instance for each request: what one has allocated is gone with it, and so are its descriptors', async () => {
    const body = 'x'.repeat(40_000);
    const { answers, calls } = await serve(
      component,
      Array.from({ length: 5 }, () => request('PUT /', body)),
    );
    const sent = answers.map((answer) => answer.slice(answer.indexOf('You')).replace(/[^x]/g, '').length);
    expect(sent).toEqual([40_000, 40_000, 40_000, 40_000, 40_000]);
    expect(calls.filter(({ call }) => call === 'fd_close')).toHaveLength(answers.length);
  });

  it('answers without a body to HEAD, and not at all is 500', async () => {
    const { answers } = await serve(component, [request('HEAD /'), request('GET /silent'), request('GET /')]);
    expect(answers[0]).toMatch(/^HTTP\/1.1 200 OK\r\n.*\r\n\r\n$/s);
    expect(answers[0]).not.toContain('You asked for');
    expect(answers[1]).toMatch(/^HTTP\/1.1 500 Internal Server Error\r\nContent-Length: 0\r\n/);
    expect(answers[2]).toContain('You asked for');
  });

  it('sends no more than the length that it says, and less is cut short', async () => {
    const { answers } = await serve(component, [request('GET /long')]);
    expect(answers[0]).toContain('content-length: 99\r\nConnection: close\r\n\r\nYou asked for /long\n');
  });

  it('says one length: its own where that is one, and that of the machine otherwise', async () => {
    const { answers } = await serve(component, [request('HEAD /none'), request('GET /double'), request('HEAD /')]);
    expect(answers[0]).toBe(
      'HTTP/1.1 200 OK\r\nx-made-by: a component\r\ncontent-length: 99\r\nConnection: close\r\n\r\n',
    );
    expect(answers[1]).toContain('Transfer-Encoding: chunked\r\n');
    expect(answers[1]).not.toMatch(/content-length/i);
    expect(answers[2]).not.toMatch(/content-length/i);
  });

  it('answers a client of HTTP/1.0 without chunks', async () => {
    const { answers } = await serve(component, ['GET /x HTTP/1.0\r\n\r\n']);
    expect(answers).toEqual([
      'HTTP/1.1 200 OK\r\nx-made-by: a component\r\nConnection: close\r\n\r\nYou asked for /x\n',
    ]);
  });

  it('sends no header that the machine sends, not even in a copy of what was asked', async () => {
    const sent = request('GET /copy', '', 'Connection: keep-alive\r\nUpgrade: other\r\nX-Own: kept\r\n');
    const [answer = ''] = (await serve(component, [sent])).answers;
    const [head] = answer.split('\r\n\r\n');
    expect(head?.split('\r\n').toSorted()).toEqual([
      'Connection: close',
      'HTTP/1.1 200 OK',
      'Transfer-Encoding: chunked',
      'X-Own: kept',
      'x-made-by: a component',
    ]);
  });

  it('is given each byte of what was asked as the character of its number', async () => {
    // As UTF-8 the bytes are 0xc3 and 0x80.
    const { answers } = await serve(component, [request('GET /x\u00c0')]);
    expect(answers[0]).toContain('/x\u00c3\u0080\r\n');
  });

  it('goes on with the listening socket that is left, and says so when none is', async () => {
    const two = { ...LISTENING, listen: [{ port: 8080 }, { port: 8081 }] };
    const { answers, end } = await serve(component, [request('GET /a'), 4, request('GET /b'), 3], two);
    expect(answers[0]).toContain('/a');
    expect(answers[1]).toContain('/b');
    expect(end).toMatchObject({
      kind: 'trapped',
      trap: { message: expect.stringContaining('its listening sockets were taken back') as string },
    });
  });

  it('sends no requests: that is denied', async () => {
    const { answers } = await serve(component, [request('GET /other')]);
    expect(answers[0]).toMatch(/^HTTP\/1.1 403 Forbidden/);
  });

  it('that traps ends the run, after the client was given a 500', async () => {
    const { answers, end } = await serve(component, [request('GET /trap'), request('GET /')]);
    expect(answers).toHaveLength(1);
    expect(answers[0]).toContain('HTTP/1.1 500 Internal Server Error');
    expect(end).toMatchObject({ kind: 'trapped', trap: { reason: 'unreachable' } });
  });

  it.each([
    ['no request', 'nonsense\r\n\r\n', 400],
    ['a header that is none', request('GET /', '', 'nonsense\r\n'), 400],
    ['a length that is none', request('POST /', '', 'Content-Length: many\r\n'), 400],
    ['two lengths', request('POST /', 'body', 'Content-Length: 3\r\n'), 400],
    ['no host', 'GET / HTTP/1.1\r\n\r\n', 400],
    ['two hosts', request('GET /', '', 'Host: other\r\n'), 400],
    ['an end of line in a value, after as many blanks as there is room for', blanks('\n'), 400],
    ['a byte 0 in a value', request('GET /', '', 'X: a\0b\r\n'), 400],
    ['a body in chunks', 'POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n', 501],
    ['a head without end', `GET / HTTP/1.1\r\nX: ${'x'.repeat(70_000)}`, 431],
  ])('is not asked about %s', async (_what, sent, status) => {
    const { answers, calls } = await serve(component, [sent]);
    expect(answers[0]).toContain(`HTTP/1.1 ${status} `);
    expect(calls.flatMap(({ through = [] }) => through).map(({ call }) => call)).toEqual([]);
  });

  it('shows in the trace what each request became', async () => {
    const { calls } = await serve(component, [request('GET /x')]);
    const lines = calls.map((event) => `${layersText(event)}${traceLine(event)}`).join('\n');
    expect(lines).toContain('wasi:http/incoming-handler handle(incoming-request GET /x, response-outparam)');
    expect(lines).toContain('wasi:http/types incoming-request.path-with-query');
    expect(lines).toContain('sock_accept(fd=3 <listen:8080>');
    const long = await serve(component, [request(`GET /${'x'.repeat(5000)}`)]);
    const handled = long.calls.flatMap(({ through = [] }) => through).find(({ call }) => call.endsWith(' handle'));
    expect(handled?.args).toContain('incoming-request GET /xxx');
    expect(handled?.args?.length).toBeLessThan(120);
  });

  it('without a listening socket is not started, in a sentence', async () => {
    const { end } = await serve(component, [], policy());
    expect(end).toMatchObject({
      kind: 'trapped',
      trap: { message: expect.stringContaining('granted no listening socket') as string },
    });
  });

  it.each(['0.2.0', '0.2.9'])('of WASI %s is taken', async (version) => {
    const bytes = await httpComponent(version);
    expect((await inspectProgram(bytes)).problem).toBeUndefined();
    expect((await serve(bytes, [request('GET /')])).answers[0]).toContain('You asked for');
  });

  it('of WASI 0.3 is not', async () => {
    expect((await inspectProgram(await httpComponent('0.3.0'))).problem).toMatchObject({ kind: 'bad-component' });
  });
});
