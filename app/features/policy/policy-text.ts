import { RIGHT_NAMES, type RightName } from '../../../runtime/abi/rights.ts';
import { assertNever } from '../../../runtime/base/assert-never.ts';
import {
  folderProblem,
  guestProblem,
  libcName,
  parsePolicyText,
  sameNameProblem,
} from '../../../runtime/policy/parse-policy.ts';
import { readOnly, readWrite, type Policy, type Preopen } from '../../../runtime/policy/policy.ts';
import { count } from '../../text/outcome-text.ts';
import { folderAt, type TreeFolder } from '../../state/file-tree.ts';

/** How much of a folder is granted, where that has a name. */
export type Grade = 'read-write' | 'read' | 'nothing' | 'own';

export function gradeOf({ base, inheriting }: Preopen): Grade {
  if (isSame(base, readWrite('', '').base) && isSame(inheriting, readWrite('', '').inheriting)) return 'read-write';
  if (isSame(base, readOnly('', '').base) && isSame(inheriting, readOnly('', '').inheriting)) return 'read';
  return base.length + inheriting.length === 0 ? 'nothing' : 'own';
}

/** The preopen with the rights of a grade; `own` leaves them as they are. */
export function graded(preopen: Preopen, grade: Grade): Preopen {
  const { base, inheriting } =
    grade === 'read-write'
      ? readWrite('', '')
      : grade === 'read'
        ? readOnly('', '')
        : grade === 'nothing'
          ? { base: [], inheriting: [] }
          : preopen;
  return { ...preopen, base, inheriting };
}

function isSame(a: readonly RightName[], b: readonly RightName[]): boolean {
  return a.length === b.length && a.every((name) => b.includes(name));
}

/** `rights` with or without one of them, in witx order. */
export function withRight(rights: readonly RightName[], right: RightName, isOn: boolean): readonly RightName[] {
  return RIGHT_NAMES.filter((name) => (name === right ? isOn : rights.includes(name)));
}

/** More are not suggested: a list of them is no help. */
const MOST_SUGGESTED = 100;

/** The folders that can be suggested: the project's own are known, those above first. */
export function knownFolders(files: TreeFolder): readonly string[] {
  const own: string[] = [];
  const ahead = [{ path: '/project', folder: files }];
  // Grows while it is gone through.
  for (const { path, folder } of ahead) {
    own.push(path);
    for (const inner of folder.folders) {
      if (ahead.length >= MOST_SUGGESTED) break;
      ahead.push({ path: `${path}/${inner.name}`, folder: inner });
    }
  }
  return [...own, '/tmp', '/usr'];
}

/** Why this cannot be a preopen's folder; undefined: it can. */
export function folderWrong(folder: string, files: TreeFolder): string | undefined {
  const problem = folderProblem(folder);
  if (problem !== undefined || !folder.startsWith('/project/')) return problem;
  const path = folder.slice('/project/'.length);
  return folderAt(files, path) ? undefined : `This project has no folder ${path}`;
}

/** Why this cannot be the guest name of a preopen beside `others`; undefined: it can. */
export function guestWrong(guest: string, others: readonly Preopen[]): string | undefined {
  const problem = guestProblem(guest);
  const other = others.find((one) => libcName(one.guest) === libcName(guest));
  if (problem !== undefined || !other) return problem;
  return other.guest === guest ? `Another folder is already called “${guest}”` : sameNameProblem(other.guest, guest);
}

/** Rights stand on a line of their own each list, the rest is indented. */
export function policyJson(policy: Policy): string {
  return JSON.stringify(policy, null, 2).replace(/\[\s+("[^[\]{}]*?")\s+\]/g, (_all, names: string) => {
    return `[${names.replace(/\s+/g, ' ')}]`;
  });
}

/** The policy that is written there, or why there is none. */
export function policyWritten(
  text: string,
  files: TreeFolder,
): { readonly policy: Policy } | { readonly problem: string } {
  const parsed = parsePolicyText(text);
  if (!parsed.ok) return { problem: `${parsed.error.message}.` };
  for (const { folder } of parsed.value.preopens) {
    const wrong = folderWrong(folder, files);
    if (wrong !== undefined) return { problem: `${wrong}.` };
  }
  return { policy: parsed.value };
}

/** A folder of the machine and a name for it that are not granted yet, to begin a new preopen with. */
export function nextPreopen({ preopens }: Policy, files: TreeFolder): Preopen {
  const folder = knownFolders(files).find((known) => !preopens.some((one) => one.folder === known)) ?? '/project';
  const wanted = folder === '/project' ? '/' : `/${folder.split('/').at(-1)}`;
  const taken = preopens.map(({ guest }) => guest);
  let guest = wanted;
  for (let n = 2; taken.includes(guest); n++) guest = `${wanted === '/' ? '/project' : wanted}-${n}`;
  return readOnly(folder, guest);
}

/** Where standard input comes from, in a sentence. */
export function stdinText(stdin: Policy['stdin']): string {
  switch (stdin.kind) {
    case 'terminal':
      return 'It comes from the keyboard.';
    case 'text':
      return stdin.text === '' ? 'It is an empty text.' : `It is a text of ${count(stdin.text.length, 'character')}.`;
    case 'file':
      return `It comes from the project’s file ${stdin.path}.`;
    case 'empty':
      return 'It is empty.';
    default:
      return assertNever(stdin, 'choice of stdin');
  }
}

export function numberWrong(text: string, least: number, most: number): string | undefined {
  if (!/^\d+$/.test(text.trim())) return `A whole number from ${least} to ${most}`;
  const value = Number(text);
  return value < least || value > most ? `From ${least} to ${most}` : undefined;
}

/** `2026-01-01 00:00:00` in UTC, as nanoseconds since 1970; undefined: it is no such time. */
export function instantOf(text: string): string | undefined {
  const parts = /^(\d{4})-(\d\d)-(\d\d)[ T](\d\d):(\d\d):(\d\d)(?: ?UTC|Z)?$/.exec(text.trim());
  if (!parts) return undefined;
  const ms = Date.parse(`${parts[1]}-${parts[2]}-${parts[3]}T${parts[4]}:${parts[5]}:${parts[6]}Z`);
  return Number.isNaN(ms) || ms < 0 ? undefined : `${BigInt(ms) * 1_000_000n}`;
}

export function instantText(atNs: string): string {
  return new Date(Number(BigInt(atNs) / 1_000_000n)).toISOString().slice(0, 19).replace('T', ' ');
}
