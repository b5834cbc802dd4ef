import { readdirSync, readFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import path from 'node:path';
import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { Inflate } from 'fflate';
import { describe, expect, it, vi } from 'vitest';
import { DEFAULT_POLICY, policy, readOnly, readWrite, type Policy } from '../policy/policy.ts';
import { DEFAULT_SETTINGS, type ProjectSettings } from '../protocol/project.ts';
import { DICTIONARY } from './dictionary.ts';
import { decodeArithmetic, encodeArithmetic, MOST_CODED_BYTES } from './arithmetic-coder.ts';
import { decodeLink, encodeLink, seal } from './link.ts';
import { linkProblemText, MOST, type LinkedProject, type LinkProblem } from './linked-project.ts';
import { packProject } from './pack-1.ts';
import { deflate } from './deflate.ts';

const HELLO = '#include <stdio.h>\n\nint main(void) {\n    printf("Hello, world!\\n");\n    return 0;\n}\n';

const encoder = new TextEncoder();

/** Hundreds of links are seconds of work, and many more where other work takes the cores. */
const BUSY_MACHINE_MS = 600_000;

function project(
  files: Readonly<Record<string, string | Uint8Array>>,
  rest: Partial<LinkedProject> = {},
): LinkedProject {
  const entries = Object.entries(files).map(
    ([name, text]) => [name, typeof text === 'string' ? encoder.encode(text) : text] as const,
  );
  return { name: 'Hello', settings: DEFAULT_SETTINGS, files: new Map(entries), folders: [], ...rest };
}

function link(of: LinkedProject): string {
  const made = encodeLink(of);
  if (!made.ok) throw new Error(made.error);
  return made.value;
}

function problemOf(fragment: string): LinkProblem | undefined {
  const opened = decodeLink(fragment);
  return opened.ok ? undefined : opened.error;
}

/** What a link would be that holds these as header, names and contents. */
function forged(header: unknown, ...files: readonly (string | Uint8Array)[]): string {
  const parts = [header === '' ? '' : typeof header === 'string' ? header : JSON.stringify(header), ...files];
  const bytes = parts.flatMap((part) => {
    const encoded = typeof part === 'string' ? encoder.encode(part) : part;
    expect(encoded.length).toBeLessThan(1 << 14);
    return encoded.length < 128
      ? [encoded.length, ...encoded]
      : [(encoded.length & 127) | 128, encoded.length >> 7, ...encoded];
  });
  return seal('1', deflate(Uint8Array.from(bytes), DICTIONARY));
}

describe('breakpoints of a link', () => {
  const breakpoints = [
    { file: 'main.c', line: 5 },
    { file: 'lib/list.c', line: 12, condition: 'i > 2', from: 3, print: 'i is {i}' },
    { file: 'lib/list.c', line: 13, print: 'here' },
  ];
  const files = { 'main.c': HELLO, 'lib/list.c': 'int list;\n' };

  it('go with it, without those of files that are not there', () => {
    const gone = { file: 'gone.c', line: 1 };
    const opened = decodeLink(link(project(files, { breakpoints: [...breakpoints, gone] })));
    expect(opened).toMatchObject({ ok: true, value: { breakpoints } });
    expect(decodeLink(link(project(files)))).not.toHaveProperty('value.breakpoints');
  });

  it('that are none are passed over, and the project opens', () => {
    for (const damaged of [3, 'x', [1], [['', 'x']], [{}], [['', -1]]])
      expect(decodeLink(forged({ _b: damaged }, '', HELLO))).not.toHaveProperty('value.breakpoints');
    expect(decodeLink(forged({ _b: [['', 2]] }, '', HELLO))).toMatchObject({
      value: { breakpoints: [{ file: 'main.c', line: 2 }] },
    });
  });
});

const WHOLE: ProjectSettings = {
  ...DEFAULT_SETTINGS,
  standard: 'c23',
  optimization: '-O3',
  warnings: 'extra',
  extraFlags: '-Wpedantic "-DNAME=a b"',
  libraries: 'm',
  withoutDefaults: ['compat', 'checks'],
  args: '7 plus "thirty five"',
  env: 'GREETING=Grüß Gott\n# none\n',
  openFile: 'src/b.h',
  mainFile: 'src/a.c',
  policy: {
    ...policy(
      readOnly('/project', '/'),
      { ...readWrite('/tmp', 'scratch'), ask: true },
      {
        folder: '/usr',
        guest: '/usr',
        base: ['path_open'],
        inheriting: ['fd_read'],
        ask: false,
      },
    ),
    clocks: { kind: 'frozen', atNs: '1700000000000000000' },
    random: { kind: 'seeded', seed: 7 },
    limits: { openFiles: 16, memoryPages: 256 },
    personality: 'modern',
    stdin: { kind: 'text', text: 'one\ntwo\n' },
    listen: [{ port: 8080 }],
  },
};

describe('a link', () => {
  it('to hello world is short', () => {
    expect(`/#${link(project({ 'main.c': HELLO }))}`.length).toBeLessThan(140);
    const example = readFileSync('app/features/examples/programs/hello/main.c', 'utf8');
    expect(`/#${link(project({ 'main.c': example }))}`.length).toBeLessThan(140);
  });

  it('to five kilobytes of C is well under what chat programs carry', () => {
    const source = (name: string) => readFileSync(`app/features/examples/programs/${name}/main.c`, 'utf8');
    const five = ['guess', 'dialogue', 'sorting', 'wordcount'].map(source).join('\n').slice(0, 5120);
    expect(`/#${link(project({ 'main.c': five }))}`.length).toBeLessThan(1750);
  });

  it('to more than that brings it back too', () => {
    const large = project({ 'main.c': HELLO.repeat(900) });
    expect(packedBytes(large).length).toBeGreaterThan(MOST_CODED_BYTES);
    const opened = decodeLink(link(large));
    expect(opened.ok && opened.value.files).toEqual(large.files);
  });

  it('brings back the whole project', () => {
    const whole = project(
      { 'src/b.h': '#pragma once\n', 'main.c': HELLO, 'data/blob.bin': Uint8Array.of(0, 255, 1, 128) },
      { name: 'Ünïcode & <b>', settings: WHOLE, folders: ['empty/inner'] },
    );
    expect(decodeLink(`#${link(whole)}`)).toEqual({ ok: true, value: whole });
  });

  it('says nothing of what is usual', () => {
    const { files, ...rest } = project({ 'main.c': '' }, { name: '' });
    const opened = decodeLink(link({ ...rest, files }));
    expect(opened).toEqual({
      ok: true,
      value: { ...rest, files, settings: { ...DEFAULT_SETTINGS, openFile: 'main.c' } },
    });
    // Links from before there were checks want none, so that one says so.
    expect(link({ ...rest, files }).length).toBeLessThan(25);
    const unchecked = { ...rest.settings, checks: 'off' } as const;
    expect(link({ ...rest, files, settings: unchecked }).length).toBeLessThan(16);
  });

  it('survives what mail and chat programs do to it', () => {
    const good = link(project({ 'main.c': HELLO }));
    for (const changed of [`#${good}.`, `${good})`, `#${good.slice(0, 20)}%20${good.slice(20)}`, `${good}\r\n`])
      expect(decodeLink(changed)).toEqual(decodeLink(good));
  });

  it('brings back any project', { timeout: BUSY_MACHINE_MS }, () => {
    const name = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
      .filter((text) => !/[\p{C}/\u2028\u2029]/u.test(text) && text !== '.' && text !== '..' && text !== '__proto__');
    const policies = fc.constantFrom<Policy>(DEFAULT_POLICY, policy(), WHOLE.policy, policy(readOnly('/project', '.')));
    fc.assert(
      fc.property(
        fc.dictionary(name, fc.oneof(fc.string(), fc.uint8Array({ maxLength: 300 })), { maxKeys: 6 }),
        name,
        policies,
        fc.constantFrom<Partial<ProjectSettings>>({}, WHOLE, { args: '“”', standard: 'c89' }),
        (files, title, granted, chosen) => {
          const settings = { ...DEFAULT_SETTINGS, ...chosen, policy: granted, openFile: Object.keys(files)[0] };
          const made = project(files, { name: title, settings });
          expect(decodeLink(link(made))).toEqual({ ok: true, value: made });
          // As what is too long for version 2 is linked.
          const asOne = seal('1', deflate(packedBytes(made), DICTIONARY));
          expect(decodeLink(asOne)).toEqual({ ok: true, value: made });
        },
      ),
      { numRuns: 40 },
    );
  });

  it('may hold optional fields that are not known here', () => {
    const opened = decodeLink(forged({ n: 'Later', _lesson: { v: 3 } }, '', HELLO));
    expect(opened).toMatchObject({ ok: true, value: { name: 'Later' } });
  });
});

describe('links made long ago', () => {
  // Each was made when its version was new, and opens for good. Add to them; change none.
  const kept = path.join(import.meta.dirname, 'kept');
  it.each(readdirSync(kept).filter((name) => name.endsWith('.txt')))('%s opens', (name) => {
    const opened = decodeLink(readFileSync(path.join(kept, name), 'utf8'));
    const expected = JSON.parse(readFileSync(path.join(kept, name.replace('.txt', '.json')), 'utf8')) as {
      settings: object;
    };
    // Settings that came later have their usual values.
    const settings = { mainFile: '', checks: 'off', layer: 'none', ...expected.settings };
    expect(opened.ok && plain(opened.value)).toEqual({ ...expected, settings });
  });

  it('are packed against a dictionary of which no byte changes', () => {
    expect(createHash('sha256').update(DICTIONARY).digest('hex')).toBe(
      'ec0dd25739f1a10343d91ef2eb69aab38fcee1d76aa46b54a44374e1a0bfeb96',
    );
  });
});

describe('a bad link', () => {
  const good = link(project({ 'main.c': HELLO }));

  it.each<readonly [string, string, LinkProblem['kind']]>([
    ['without a version', 'main', 'not-a-link'],
    ['that is empty', '', 'not-a-link'],
    ['of a newer version', `3${good.slice(1)}`, 'newer'],
    ['that calls itself another version', `1${good.slice(1)}`, 'damaged'],
    ['that says it is longer than it may be', seal('2', Uint8Array.of(0xff, 0xff, 0xff, 0x7f)), 'oversized'],
    ['of nothing at all', seal('2', new Uint8Array()), 'damaged'],
    ['that was cut off', good.slice(0, -9), 'damaged'],
    ['cut down to its version', '1', 'damaged'],
    ['with something added', `${good}AAAA`, 'damaged'],
    ['with a character that cannot be in it', good.replace(/.$/, '+'), 'damaged'],
    [
      'with a character changed',
      good.replace(/(.{12})./, (_, kept: string) => `${kept}${good[12] === 'A' ? 'B' : 'A'}`),
      'damaged',
    ],
    ['that unpacks to nothing', seal('1', new Uint8Array()), 'malformed'],
    ['that is no deflate stream', seal('1', Uint8Array.of(7, 7, 7)), 'damaged'],
    ['that is endless', `1${'A'.repeat(MOST.chars)}`, 'oversized'],
    ['longer than an address can be', '1'.repeat(MOST.chars * 3), 'oversized'],
    ['with a field that must be understood', forged({ z: 1 }), 'newer'],
    ['with a policy that must be understood', forged({ p: { network: true } }), 'newer'],
  ])('%s is said to be so', (_, fragment, kind) => {
    expect(problemOf(fragment)?.kind).toBe(kind);
  });

  it('that unpacks without end is given up early', () => {
    const bomb = seal('1', deflateRawSync(new Uint8Array(380 << 20), { level: 9 }));
    expect(bomb.length).toBeLessThan(MOST.chars);
    const before = process.memoryUsage().arrayBuffers;
    // Counts what is read, and still inflates it.
    const inflated = vi.spyOn(Inflate.prototype, 'push');
    try {
      expect(problemOf(bomb)).toEqual({ kind: 'oversized' });
      const readBytes = inflated.mock.calls.reduce((sum, [part]) => sum + part.length, 0);
      // A byte of deflate stands for 1032 at most, so this many hold more than a link may; it is read in pieces of 1 KiB.
      expect(readBytes).toBeGreaterThan(0);
      expect(readBytes).toBeLessThanOrEqual(MOST.bytes / 1032 + 2 * 1024);
      expect(inflated.mock.calls.every(([part]) => part.length <= 1024)).toBe(true);
    } finally {
      inflated.mockRestore();
    }
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(64 << 20);
  });

  it.each<readonly [string, RegExp]>([
    [forged('{"n":'), /header cannot be read/],
    [forged('[]'), /header cannot be read/],
    [forged('['.repeat(9000)), /header cannot be read/],
    [forged({ n: 7 }), /name/],
    [forged({ n: 'a\u001b]0;owned\u0007' }), /name/],
    [forged({ u: 'other.c' }, '', HELLO), /file that it opens/],
    [forged({ s: 'c42' }), /“standard”/],
    [forged({ s: 7 }), /“standard”/],
    [forged({ d: ['everything'] }), /defaults/],
    [forged('{"p":{"__proto__":{"x":1}}}'), /newer/],
    [forged({ n: 'Hello', constructor: 1 }), /newer/],
    [forged({ p: [] }), /policy cannot be read/],
    [forged({ p: { preopens: 'all' } }), /not a list/],
    [forged({ p: { preopens: [['/project', '/', 'x']] } }), /one of the folders in its policy/],
    [forged({ p: { preopens: [['/project', '/', [2 ** 30, 0]]] } }), /one of the folders in its policy/],
    [forged({ p: { preopens: [['/', '/', 'w']] } }), /in its policy, .*plain path/],
    [forged({ p: { preopens: [['/etc', '/', 'w']] } }), /in its policy, Folders in/],
    [forged({ p: { preopens: [['/project/../usr', '/', 'w']] } }), /plain path/],
    [forged({ p: { limits: { openFiles: 1e9, memoryPages: 1 } } }), /limits.openFiles/],
    [forged('', '../etc/passwd', ''), /not a plain path/],
    [forged('', 'a/./b', ''), /not a plain path/],
    [forged('', '/etc/passwd', ''), /absolute/],
    [forged('', 'a//b', ''), /empty name/],
    [forged('', 'a\0b', ''), /cannot be shown/],
    [forged('', 'a\u001b[2J', ''), /cannot be shown/],
    [forged('', 'c.\u202egpj', ''), /cannot be shown/],
    [forged('', 'x'.repeat(256), ''), /too long/],
    [forged('', Array(20).fill('d').join('/'), ''), /16 folders deep/],
    [forged('', 'a', '', 'a', ''), /twice/],
    [forged('', '', '', 'main.c', ''), /twice/],
    [forged('', 'a', '', 'a/b', ''), /a file and a folder/],
    [forged('', 'a', '', 'a/', ''), /twice/],
    [forged('', 'a/', 'x'), /a file and a folder/],
    [forged('', Uint8Array.of(0xff, 0xfe), ''), /list of files is damaged/],
    [forged('', 'a'), /list of files is damaged/],
    [forged('', ...Array.from({ length: 257 }, (_, i) => [`f${i}`, '']).flat()), /256 files/],
  ])('is told apart: %#', (fragment, expected) => {
    const problem = problemOf(fragment);
    const text = problem ? linkProblemText(problem) : 'It opened';
    expect(text).toMatch(expected);
    expect(text).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202e]/);
  });

  it('never throws, and never opens as something that cannot be linked again', { timeout: BUSY_MACHINE_MS }, () => {
    const whole = project({ 'main.c': HELLO, 'b.h': '#pragma once\n' }, { settings: WHOLE, folders: ['d'] });
    const links = [good, link(whole)];
    const packed = [project({ 'main.c': HELLO }), whole].map((one) => packedBytes(one));
    const random = seeded(20);
    const kinds = new Map<string, number>();
    const see = (fragment: string): void => {
      const opened = decodeLink(fragment);
      const kind = opened.ok ? 'opened' : opened.error.kind;
      kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
      if (opened.ok) expect(packProject(opened.value).ok).toBe(true);
      else expect(linkProblemText(opened.error)).toMatch(/\S/);
    };
    for (let i = 0; i < 5000; i++) {
      const before = links[i % links.length]!;
      let after = before;
      while (after === before) after = mutatedText(before, random);
      see(after);
    }
    // Behind the check, where nothing but the readers themselves stands in the way.
    for (let i = 0; i < 2500; i++) see(seal('1', deflate(mutatedBytes(packed[i % 2]!, random), DICTIONARY)));
    for (let i = 0; i < 2500; i++) see(seal('1', mutatedBytes(deflate(packed[i % 2]!, DICTIONARY), random)));
    const told = encodeArithmetic(packed[1]!, DICTIONARY);
    for (let i = 0; i < 40; i++) see(seal('2', mutatedBytes(told, random)));
    expect([...kinds.keys()].sort()).toEqual(expect.arrayContaining(['damaged', 'malformed', 'newer', 'opened']));
  });
});

it.each([
  [],
  [0],
  [255],
  [0, 0, 0, 0],
  [255, 255, 255, 255, 255],
  Array.from({ length: 700 }, (_, i) => (i * i) & 255),
])('what is coded is decoded: %#', (...bytes) => {
  const text = Uint8Array.from(bytes);
  expect(decodeArithmetic(encodeArithmetic(text, DICTIONARY), DICTIONARY)).toEqual({ ok: true, value: text });
});

it('a project that no link would open gets none', () => {
  for (const [files, why] of [
    [{ '../x': '' }, /plain path/],
    [{ 'a\u001b': '' }, /cannot be shown/],
    [{ a: '', 'a/b': '' }, /a file and a folder/],
    [{ big: new Uint8Array(MOST.bytes + 1) }, /2 MB/],
    [Object.fromEntries(Array.from({ length: 257 }, (_, i) => [`f${i}`, ''])), /256 files/],
  ] as const) {
    const made = encodeLink(project(files));
    expect(!made.ok && made.error).toMatch(why);
  }
});

function plain({ name, settings, files, folders }: LinkedProject): unknown {
  const texts = [...files].map(([at, bytes]) => [at, Buffer.from(bytes).toString('utf8')]);
  // As JSON has it.
  return JSON.parse(JSON.stringify({ name, settings, files: texts, folders }));
}

function packedBytes(of: LinkedProject): Uint8Array {
  const packed = packProject(of);
  if (!packed.ok) throw new Error(packed.error);
  return packed.value;
}

type Random = (below: number) => number;

/** The same numbers in every run, so that what fails once can be looked at. */
function seeded(seed: number): Random {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

function mutatedText(text: string, random: Random): string {
  const chars = Array.from(text);
  for (let n = random(3); n >= 0; n--) {
    const char = String.fromCharCode(random(4) === 0 ? random(0x3000) : 33 + random(94));
    const at = random(chars.length + 1);
    chars.splice(random(8) === 0 ? 0 : at, random(3), ...(random(2) === 0 ? [] : [char]));
  }
  return random(9) === 0 ? chars.slice(0, random(chars.length)).join('') : chars.join('');
}

function mutatedBytes(bytes: Uint8Array, random: Random): Uint8Array {
  const all = [...bytes];
  for (let n = random(4); n >= 0; n--) {
    // Near the front are the lengths, which everything else depends on.
    const at = random(random(2) === 0 ? all.length : Math.min(all.length, 24));
    all.splice(at, random(3), ...Array.from({ length: random(3) }, () => random(256)));
  }
  return Uint8Array.from(all);
}
