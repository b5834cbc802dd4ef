import type { Facts } from './facts.ts';
import type { MistakeText } from './mistake-text.ts';

const CONTAINER =
  /\b(vector<bool>|forward_list|list|vector|deque|valarray|span|bitset|string_view|string|array|unique_ptr|unordered container)\b/;

/** What is said of a check of libc++ that failed, by the words that libc++ has for it. */
export function containerText(facts: Facts): MistakeText {
  const message = facts.text('message') ?? '';
  for (const [pattern, text] of ROWS) if (pattern.test(message)) return text(message, facts);
  return {
    what: `A check of the C++ library failed: ${message.replace(/\.$/, '')}`,
    remedy: 'Look up what the function that is called here asks of its arguments',
  };
}

type Row = readonly [pattern: RegExp, text: (message: string, facts: Facts) => MistakeText];

const ROWS: readonly Row[] = [
  [/out[- ]of[- ](bounds|range)|zero-sized array/, indexText],
  [
    /\b(pop_front|pop_back|front|back)\b.*\bempty/,
    (message) => ({
      what: `${/\b(pop_front|pop_back|front|back)\b/.exec(message)?.[1] ?? ''}() was called on ${containerOf(message)} that is empty`,
      remedy: 'Check empty() first',
    }),
  ],
  [
    /^optional operator/,
    () => ({
      what: 'The program used the value of a std::optional that holds none',
      remedy: 'Check has_value() first, or use value_or() with a value for that case',
    }),
  ],
  [
    /^expected/,
    () => ({
      what: 'The program used what a std::expected does not hold',
      remedy: 'Check has_value() first',
    }),
  ],
  [
    /iter.*(past the start|rewind)/i,
    () => ({
      what: 'The program moved an iterator to before the beginning of its container',
      remedy: 'An iterator goes from begin() to end(): compare it with begin() first',
    }),
  ],
  [
    /bounded_iter.*(advance|past the end)/,
    () => ({
      what: 'The program moved an iterator past the end of its container',
      remedy: 'An iterator goes from begin() to end(): compare it with end() first',
    }),
  ],
  [
    /dereferenc/,
    (message) => ({
      what: /erase\(/.test(message)
        ? `erase() was given the end of ${containerOf(message)}, where no element is`
        : 'The program used an iterator that stands at the end of its container, where no element is',
      remedy: 'find() and its relatives return end() where they find nothing: compare the iterator with end() first',
    }),
  ],
  [
    /null/i,
    (message) => ({
      what: `A function of ${/string/.test(message) ? 'std::string' : 'the C++ library'} was given a pointer that is NULL`,
      remedy: 'Check the pointer before: no text is written as "" and not as NULL',
    }),
  ],
  [
    /strict-weak|comparator/i,
    () => ({
      what: 'std::sort was given a comparison that contradicts itself',
      remedy:
        'The comparison says whether the first comes before the second: it is false for two that are equal (< and not <=)',
    }),
  ],
];

function containerOf(message: string): string {
  const name = CONTAINER.exec(message)?.[1] ?? 'container';
  return name === 'container' || name === 'unordered container' ? 'a container' : `a std::${name}`;
}

function indexText(message: string, facts: Facts): MistakeText {
  const index = facts.number('left');
  const size = facts.number('right');
  const container = containerOf(message);
  const isText = /string/.test(message);
  if (index === undefined || size === undefined)
    return {
      what: /zero-sized/.test(message)
        ? 'The program used an element of a std::array that has none'
        : `The program used an element outside of ${container}`,
      remedy: 'Check the index against the number of elements',
    };
  const unit = `${isText ? 'character' : 'element'}${size === 1 ? '' : 's'}`;
  const has = size === 0 ? `no ${unit}` : `${size} ${unit}, 0 to ${size - 1}`;
  return {
    what: `The index ${index} is outside of ${container} of ${has}`,
    remedy:
      'The last element has the index size() - 1. A container grows with push_back() or resize(): [] adds no element, and reserve() adds none either',
  };
}
