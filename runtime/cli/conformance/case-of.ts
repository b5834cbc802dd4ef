import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import path from 'node:path';
import type { Case, CaseResult, FileTree, FileTreeEntry } from '../../protocol/conformance-case.ts';
import type { Personality } from '../../policy/policy.ts';
import type { ConformanceTest, Expected } from './suite.ts';

/** Reads all that a test needs from disk, so that a runner anywhere can run it. */
export function caseOf(test: ConformanceTest, personality: Personality): Case {
  return {
    wasm: new Uint8Array(readFileSync(test.wasm)),
    argv: test.argv,
    env: test.env,
    preopens: test.preopens.map(({ guest, dir }) => ({ guest, files: dir === undefined ? [] : treeOf(dir, '') })),
    stdin: new TextEncoder().encode(test.stdin),
    personality,
    ...(test.setup && { setup: test.setup }),
  };
}

function treeOf(folder: string, prefix: string): FileTree {
  return readdirSync(path.join(folder, prefix), { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry): FileTreeEntry[] => {
      const name = prefix === '' ? entry.name : `${prefix}/${entry.name}`;
      const onDisk = path.join(folder, name);
      if (entry.isDirectory()) return [{ kind: 'folder', path: name }, ...treeOf(folder, name)];
      if (entry.isSymbolicLink()) return [{ kind: 'link', path: name, target: readlinkSync(onDisk) }];
      return [{ kind: 'file', path: name, bytes: new Uint8Array(readFileSync(onDisk)) }];
    });
}

/** Undefined when the result is what the test expects; otherwise what differs, in words. */
export function mismatch({ expect }: ConformanceTest, { end, stdout, stderr }: CaseResult): string | undefined {
  const detail = stderr === '' ? '' : `; stderr: ${stderr.trim().slice(0, 300)}`;
  if (expect.trap) {
    if (end.kind !== 'trapped' && end.kind !== 'signalled') return `expected a trap, ${endText(end)}${detail}`;
  } else if (expect.exit !== undefined && (end.kind !== 'exited' || end.code !== expect.exit)) {
    return `expected exit ${expect.exit}, ${endText(end)}${detail}`;
  } else if (expect.exit === undefined && end.kind !== 'exited') return `${endText(end)}${detail}`;
  return differs('stdout', expect.stdout, stdout) ?? differs('stderr', expect.stderr, stderr);
}

function differs(stream: string, expected: Expected, got: string): string | undefined {
  if (expected === undefined) return undefined;
  if ('contains' in expected) {
    return got.includes(expected.contains)
      ? undefined
      : `${stream} does not contain ${JSON.stringify(expected.contains)}`;
  }
  return got === expected.text
    ? undefined
    : `${stream} is ${JSON.stringify(got.slice(0, 200))}, expected ${JSON.stringify(expected.text.slice(0, 200))}`;
}

function endText(end: CaseResult['end']): string {
  switch (end.kind) {
    case 'exited':
      return `exited with ${end.code}`;
    case 'signalled':
      return `ended by ${end.signal}`;
    case 'trapped':
    case 'faulted':
    case 'not-started':
      return `${end.kind}: ${end.message}`;
    case 'killed':
      return 'ran out of time';
  }
}
