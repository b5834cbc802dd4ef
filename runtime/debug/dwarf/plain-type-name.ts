/** What the library fills in by itself, as the last of a template's arguments. */
const FILLED_IN = /^std::(?:allocator|default_delete|less|hash|equal_to|char_traits)</;

/** A type's name as a person writes it: `std::vector<int>`, without what the C++ library fills in. */
export function plainTypeName(name: string): string {
  if (!name.includes('<') && !name.includes('__')) return name;
  const [read, end] = readName(name.replace(/\bstd::__\d+::/g, 'std::'), 0);
  // A name that is put together in another way stays as it is.
  return end === undefined ? name : read;
}

/** Reads up to the end of an argument; the second is where that is, undefined for brackets that do not match. */
function readName(text: string, from: number): readonly [string, number | undefined] {
  let read = '';
  let at = from;
  while (at < text.length) {
    const next = text[at] ?? '';
    if (next === ',' || next === '>') break;
    if (next !== '<') {
      read += next;
      at++;
      continue;
    }
    const all: string[] = [];
    do {
      const [one, end] = readName(text, at + 1);
      if (end === undefined || end >= text.length) return [text, undefined];
      all.push(one.trim());
      at = end;
    } while (text[at] === ',');
    at++;
    read = withArguments(read, all);
  }
  return [read, at];
}

function withArguments(template: string, all: readonly string[]): string {
  const own = [...all];
  if (/\bstd::\w+$/.test(template)) while (own.length > 1 && FILLED_IN.test(own.at(-1) ?? '')) own.pop();
  const inner = own.map((one) => one.replace(/^(\d+)U?L?L?$/, '$1')).join(', ');
  if (inner === 'char' && template.endsWith('std::basic_string')) return template.replace('basic_string', 'string');
  if (inner === 'char' && template.endsWith('std::basic_string_view'))
    return template.replace('basic_string_view', 'string_view');
  return `${template}<${inner}>`;
}
