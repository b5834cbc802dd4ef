import type { ShownValue } from '../../stops/stop.ts';
import type { ValueSource } from './json-value.ts';
import type { LibraryView } from './library-view.ts';
import type { TypedPlace } from './member-at.ts';
import { NOT_SET, stringText } from './text-at.ts';
import { taken } from './value-budget.ts';

/** What is said of an object of the C++ library, and what it is made of. */
interface LibraryWords {
  readonly text: string;
  readonly parts: readonly ShownValue[];
}

type Show = (name: string, place: TypedPlace) => ShownValue;

/** Elements that are shown. */
const MOST_ELEMENTS = 100;

/** An object of the C++ library as a person would write it. `show` tells a part of it. */
export function libraryWords(source: ValueSource, view: LibraryView, name: string, show: Show): LibraryWords {
  switch (view.kind) {
    case 'unset':
      return { text: NOT_SET, parts: [] };
    case 'text':
      return { text: stringText(source, view.address, view.bytes), parts: [] };
    case 'value':
      return view.value ? valueWords(show(name, view.value)) : { text: 'nothing', parts: [] };
    case 'elements': {
      const parts = Array.from({ length: taken(source, Math.min(view.count, MOST_ELEMENTS)) }, (_, i) =>
        view.at(i),
      ).flatMap((place, i) => (place ? [show(`[${i}]`, place)] : []));
      return {
        text: listText(
          parts.map(({ text }) => text),
          view.count,
        ),
        parts,
      };
    }
    case 'flags': {
      const flags = view.flags.slice(0, taken(source, view.flags.length));
      const parts = flags.map((is, i): ShownValue => ({
        name: `[${i}]`,
        type: 'bool',
        text: String(is),
        parts: [],
      }));
      return { text: listText(flags.map(String), view.count), parts };
    }
    case 'pairs': {
      // A key is a value, too.
      const pairs = view.pairs.slice(0, taken(source, view.pairs.length, 2));
      const parts = pairs.map(({ key, value }) => show(`[${plainKey(show('', key).text)}]`, value));
      return {
        text: listText(
          parts.map((part) => `${part.name.slice(1, -1)}: ${part.text}`),
          view.count,
        ),
        parts,
      };
    }
    case 'pointer':
      return pointerWords(source, view, name, show);
  }
}

function valueWords({ text, parts }: ShownValue): LibraryWords {
  return { text, parts };
}

/** The number of a character is left out where it is a key. */
function plainKey(text: string): string {
  return /^-?\d+ ('.*')$/.exec(text)?.[1] ?? text;
}

function listText(texts: readonly string[], count: number): string {
  return `{${texts.join(', ')}${count > texts.length ? `, … ${count} in all` : ''}}`;
}

function pointerWords(
  source: ValueSource,
  { class: kind, to, value, isArray, owners }: Extract<LibraryView, { readonly kind: 'pointer' }>,
  name: string,
  show: Show,
): LibraryWords {
  const says = (text: string, parts: readonly ShownValue[] = []): LibraryWords => ({ text, parts });
  if (value === 0) return says(kind === 'weak' ? 'refers to nothing' : 'owns nothing');
  if (kind === 'weak' && owners <= 0) return says('refers to an object that is gone');
  const at = `0x${value.toString(16)}`;
  const block = source.heap.at(value);
  if (block?.freedAt !== undefined) return says(`${at}, freed memory`);
  if (to.bytes === 0) return says(`owns ${at}`);
  const object = { type: to, address: value };
  const count = isArray && block ? Math.floor((block.address + block.bytes - value) / to.bytes) : undefined;
  const parts =
    count === undefined
      ? [show(`*${name}`, object)]
      : Array.from({ length: taken(source, Math.min(count, MOST_ELEMENTS)) }, (_, i) =>
          show(`[${i}]`, { type: to, address: value + i * to.bytes }),
        );
  const texts = parts.map(({ text }) => text);
  const what = `${count === undefined ? (texts[0] ?? '') : listText(texts, count)} at ${at}`;
  if (kind === 'unique') return says(`owns ${what}`, parts);
  if (kind === 'weak')
    return says(`refers to ${what}, which has ${owners} ${owners === 1 ? 'owner' : 'owners'}`, parts);
  return says(owners === 1 ? `the only owner of ${what}` : `one of ${owners} owners of ${what}`, parts);
}
