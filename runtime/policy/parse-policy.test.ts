import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePolicy, parsePolicyText } from './parse-policy.ts';
import { DEFAULT_POLICY, NOTHING, policy, readOnly, readWrite, type Policy } from './policy.ts';

const WHOLE: Policy = {
  v: 1,
  preopens: [readOnly('/project', '/'), { ...readWrite('/tmp', 'scratch'), ask: true }],
  clocks: { kind: 'frozen', atNs: '1700000000000000000' },
  random: { kind: 'seeded', seed: 7 },
  limits: { openFiles: 16, memoryPages: 256 },
  personality: 'modern',
  stdin: { kind: 'text', text: 'one\ntwo\n' },
  listen: [{ port: 8080 }],
};

describe('reads', () => {
  it.each<Policy>([
    DEFAULT_POLICY,
    NOTHING,
    policy(),
    WHOLE,
    { ...WHOLE, clocks: { kind: 'coarse', stepNs: 1e6 } },
    { ...WHOLE, stdin: { kind: 'file', path: 'data/in.txt' } },
  ])('what was written: %#', (written) => {
    expect(parsePolicyText(JSON.stringify(written))).toEqual({ ok: true, value: written });
  });

  it('what leaves out all that has a default', () => {
    expect(parsePolicy({ v: 1, preopens: [] })).toEqual({ ok: true, value: policy() });
  });

  it('rights in any order, each once', () => {
    const [preopen] = WHOLE.preopens;
    const mixed = { ...preopen, base: [...preopen!.base].reverse().concat(preopen!.base[0]!) };
    expect(parsePolicy({ ...WHOLE, preopens: [mixed, WHOLE.preopens[1]] })).toEqual({ ok: true, value: WHOLE });
  });
});

describe('refuses', () => {
  const preopen = { ...readOnly('/project', '/data') };
  const withPreopen = (change: object): object => ({ v: 1, preopens: [{ ...preopen, ...change }] });
  it.each<readonly [unknown, string]>([
    [null, 'A policy must be an object, and is null'],
    [[], 'A policy must be an object, and is a list'],
    ['policy', 'A policy must be an object, and is “policy”'],
    [{}, 'A policy lacks the field “v”'],
    [{ v: 1 }, 'A policy lacks the field “preopens”'],
    [{ v: 2, preopens: [] }, 'This policy is of a newer version than is known here'],
    [{ v: '1', preopens: [] }, 'v must be 1'],
    [{ v: 1, preopens: [], rigths: [] }, 'A policy has a field that is not known: “rigths”'],
    [JSON.parse('{"v":1,"preopens":[],"__proto__":{}}'), 'A policy has a field that is not known: “__proto__”'],
    [{ v: 1, preopens: {} }, 'preopens must be a list, and is an object'],
    [{ v: 1, preopens: Array(33).fill(preopen) }, 'preopens holds 33 preopens; 32 is the most'],
    [{ v: 1, preopens: [preopen, preopen] }, 'Two preopens have the guest name “/data”'],
    [
      { v: 1, preopens: [preopen, { ...preopen, guest: './data/' }] },
      'The guest names “/data” and “./data/” are the same to libc',
    ],
    [
      {
        v: 1,
        preopens: [
          { ...preopen, guest: '.' },
          { ...preopen, guest: '/' },
        ],
      },
      'The guest names “.” and “/” are the same to libc',
    ],
    [{ v: 1, preopens: [{ folder: '/tmp' }] }, 'preopens[0] lacks the field “guest”'],
    [withPreopen({ base: ['fd_raed'] }), 'There is no right called “fd_raed” (in preopens[0].base)'],
    [withPreopen({ inheriting: [7] }), 'preopens[0].inheriting must hold names of rights, and holds 7'],
    [withPreopen({ base: Array(31).fill('fd_read') }), 'preopens[0].base holds 31 rights; 30 is the most'],
    [withPreopen({ ask: 'yes' }), 'preopens[0].ask must be true or false, and is “yes”'],
    [withPreopen({ guest: '' }), 'A guest name cannot be empty; “.” is the program’s current folder'],
    [withPreopen({ guest: 'a\u001b[2J' }), 'A guest name cannot hold control characters, and “a\ufffd[2J” does'],
    [withPreopen({ guest: 'x'.repeat(257) }), 'preopens[0].guest is 257 characters long; 256 is the most'],
    [withPreopen({ folder: 'project' }), 'A folder’s path begins with a slash, and “project” does not'],
    [withPreopen({ folder: '/' }), 'A folder is named by a plain path such as /project/data, and “/” is not one'],
    [
      withPreopen({ folder: '/project/../build' }),
      'A folder is named by a plain path such as /project/data, and “/project/../build” is not one',
    ],
    [
      withPreopen({ folder: '/build' }),
      'Folders in /project, /tmp or /usr can be granted, and “/build” is in none of them',
    ],
    [
      withPreopen({ folder: '/projects' }),
      'Folders in /project, /tmp or /usr can be granted, and “/projects” is in none of them',
    ],
    [{ v: 1, preopens: [], clocks: 'exact' }, 'clocks must be an object, and is “exact”'],
    [{ v: 1, preopens: [], clocks: { kind: 'slow' } }, 'clocks.kind must be exact, coarse or frozen, and is “slow”'],
    [{ v: 1, preopens: [], clocks: { kind: 'exact', stepNs: 1 } }, 'clocks has a field that is not known: “stepNs”'],
    [
      { v: 1, preopens: [], clocks: { kind: 'coarse', stepNs: 0.5 } },
      'clocks.stepNs must be a whole number from 1 to 86400000000000, and is 0.5',
    ],
    [
      { v: 1, preopens: [], clocks: { kind: 'frozen', atNs: '-1' } },
      'clocks.atNs must be nanoseconds since 1970 as a decimal string, and is “-1”',
    ],
    [
      { v: 1, preopens: [], clocks: { kind: 'frozen', atNs: '18446744073709551616' } },
      'clocks.atNs must be nanoseconds since 1970 as a decimal string, and is “18446744073709551616”',
    ],
    [
      { v: 1, preopens: [], random: { kind: 'seeded', seed: -1 } },
      'random.seed must be a whole number from 0 to 4294967295, and is -1',
    ],
    [{ v: 1, preopens: [], stdin: { kind: 'text' } }, 'stdin lacks the field “text”'],
    [{ v: 1, preopens: [], stdin: { kind: 'file' } }, 'stdin lacks the field “path”'],
    ...['../in.txt', '/project/in.txt', 'a//b', ''].map(
      (path) =>
        [
          { v: 1, preopens: [], stdin: { kind: 'file', path } },
          `stdin.path must be the path of a file in the project, such as data/in.txt, and is “${path}”`,
        ] as const,
    ),
    [{ v: 1, preopens: [], listen: [{ port: 0 }] }, 'listen[0].port must be a whole number from 1 to 65535, and is 0'],
    [{ v: 1, preopens: [], listen: [{ port: 1 }, { port: 1 }] }, 'Two sockets listen on port 1'],
    [
      { v: 1, preopens: [], limits: { openFiles: 1e99, memoryPages: 1 } },
      'limits.openFiles must be a whole number from 0 to 65536, and is 1e+99',
    ],
    [{ v: 1, preopens: [], personality: 'lax' }, 'personality must be strict or modern, and is “lax”'],
  ])('%j', (value, message) => {
    expect(parsePolicy(value)).toMatchObject({ ok: false, error: { message } });
  });

  it('text that is no JSON', () => {
    const parsed = parsePolicyText('{ "v": 1, ');
    expect(parsed.ok || parsed.error.message).toMatch(/^This is not JSON: /);
  });
});

it('never throws, and what it accepts is a policy that it reads again unchanged', () => {
  const leaf = fc.oneof(
    fc.constantFrom<unknown>(1, 'strict', '/project', '/', 'fd_read', true, null, 'exact'),
    fc.anything(),
  );
  const field = fc.constantFrom(
    'v',
    'preopens',
    'folder',
    'guest',
    'base',
    'inheriting',
    'ask',
    'clocks',
    'kind',
    'port',
  );
  const value = fc.letrec((tie) => ({
    any: fc.oneof(leaf, fc.array(tie('any'), { maxLength: 3 }), fc.dictionary(field, tie('any'), { maxKeys: 6 })),
  })).any;
  fc.assert(
    fc.property(value, (any) => {
      const mixed = typeof any === 'object' && any !== null ? { v: 1, preopens: [], ...any } : any;
      const parsed = parsePolicy(mixed);
      if (parsed.ok) expect(parsePolicy(parsed.value)).toEqual(parsed);
      else expect(parsed.error.message).toMatch(/\S/);
    }),
  );
});
