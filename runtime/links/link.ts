import { err, ok, type Result } from '../base/result.ts';
import { fromBase64url, toBase64url } from './base64url.ts';
import { DICTIONARY } from './dictionary.ts';
import { decodeArithmetic, encodeArithmetic, MOST_CODED_BYTES } from './arithmetic-coder.ts';
import { MOST, type LinkedProject, type LinkProblem } from './linked-project.ts';
import { packProject } from './pack-1.ts';
import { checkOf, deflate, inflate } from './deflate.ts';
import { unpackProject } from './unpack-1.ts';

/**
 * The first character of a link says how the rest is to be read. Both versions hold the same; 2 is a fifth shorter, and
 * is for what is short enough to be sent at all, 1 for the rest.
 */
type Version = '1' | '2';

const CHECK_BYTES = 3;

/** The fragment of a link to the project, without its #; or why there is none, as a sentence. Not on the page's thread, either. */
export function encodeLink(project: LinkedProject): Result<string, string> {
  const packed = packProject(project);
  if (!packed.ok) return packed;
  const link =
    packed.value.length <= MOST_CODED_BYTES
      ? seal('2', encodeArithmetic(packed.value, DICTIONARY))
      : seal('1', deflate(packed.value, DICTIONARY));
  return link.length > MOST.chars ? err('The project is too large for a link, even packed.') : ok(link);
}

/**
 * The project of a link; it takes too long for the page's thread, which asks `PackingClient`. `fragment` is not trusted: for any text the answer is a value, and little more than
 * `MOST.bytes` is ever unpacked.
 */
export function decodeLink(fragment: string): Result<LinkedProject, LinkProblem> {
  if (fragment.length > 2 * MOST.chars) return err({ kind: 'oversized' });
  const link = trimmed(fragment);
  if (!/^[1-9]/.test(link)) return err({ kind: 'not-a-link' });
  if (!/^[12]/.test(link)) return err({ kind: 'newer' });
  if (link.length > MOST.chars) return err({ kind: 'oversized' });
  const bytes = fromBase64url(link.slice(1));
  if (!bytes || bytes.length < CHECK_BYTES) return err({ kind: 'damaged' });
  const [high = 0, middle = 0, low = 0] = bytes;
  const closed = bytes.subarray(CHECK_BYTES);
  if (checkOf(closed) !== ((high << 16) | (middle << 8) | low)) return err({ kind: 'damaged' });
  const packed = link.startsWith('1') ? inflate(closed, DICTIONARY, MOST.bytes) : decodeArithmetic(closed, DICTIONARY);
  return packed.ok ? unpackProject(packed.value) : err({ kind: packed.error });
}

/** Any bytes as a link of this version: `decodeLink` finds out. */
export function seal(version: Version, closed: Uint8Array): string {
  const check = checkOf(closed);
  const bytes = new Uint8Array(CHECK_BYTES + closed.length);
  bytes.set([check >> 16, (check >> 8) & 255, check & 255]);
  bytes.set(closed, CHECK_BYTES);
  return version + toBase64url(bytes);
}

/** Without what mail and chat programs leave around a link: the #, line breaks, the full stop of the sentence. */
function trimmed(fragment: string): string {
  return fragment
    .replace(/^#/, '')
    .replace(/%20|%0[AaDd]|\s/g, '')
    .replace(/[.,;:!?)>\]'"]{1,8}$/, '');
}
