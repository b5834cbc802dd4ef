import { expect, it, vi } from 'vitest';
import { ExpressionError, parseExpression } from '../../stops/parse-expression.ts';
import { stopScope } from '../session/stop-scope.ts';
import { bootDebug } from '../testing/debug-fixture.ts';
import { shownExpression } from './evaluate-expression.ts';

vi.setConfig({ testTimeout: 240_000 });

const PROGRAM = `#include <stdint.h>
typedef unsigned char byte;
enum color { RED, GREEN = 5, BLUE };
union views { unsigned word; byte bytes[4]; };
struct inner { int a; short b; };
struct bits { unsigned a : 3; int b : 5; unsigned wide : 32; };
struct node { int value; struct node *next; struct inner in; double weight; char name[8]; };
static int table[4] = {10, 20, 30, 40};
int main(void) {
  int i = 7, j = -3, zero = 0; unsigned u = 3000000000u; short s = -300; unsigned char uc = 250; signed char sc = -1; char c = 'x';
  long long ll = 1LL << 40; unsigned long long ull = ~0ULL; float f = 0.1f, f2 = 0.2f; double d = 2.5;
  struct node second = {2, 0, {3, 4}, 0.5, "two"}, first = {1, &second, {1, 2}, 1.5, "one"}, *p = &first, *none = 0, **pp = &p;
  int grid[2][3] = {{1, 2, 3}, {4, 5, 6}}; int (*row)[3] = grid; enum color color = BLUE; union views v = {0x01020304};
  struct bits bits = {5, -3, 4000000000u}; const char *text = "hello"; void *opaque = &i; byte b = 200; int *q = &table[2];
  _Bool yes = 1;
  return i;
}
`;

/** With their types; gdb says the same of all that it does not refuse, with `sizeof` as an int. */
const EXPRESSIONS: readonly (readonly [string, string])[] = [
  ['i + j * 2', 'int 1'],
  ['i / j', 'int -2'],
  ['i % j', 'int 1'],
  ['-i / 2', 'int -3'],
  ['i - -j', 'int 4'],
  ['u + 1', 'unsigned int 3000000001'],
  ['u - 3000000001', 'long long -1'],
  ['i > j', 'int 1'],
  ['i > u', 'int 0'],
  ['j < u', 'int 0'],
  ['(unsigned)j', 'unsigned int 4294967293'],
  ['(unsigned char)300', 'unsigned char 44'],
  ['(signed char)200', 'signed char -56'],
  ['(char)65', "char 65 'A'"],
  ['(short)70000', 'short 4464'],
  ['(int)d', 'int 2'],
  ['(int)-2.9', 'int -2'],
  ['(float)1/3', 'float 0.33333334'],
  ['1.0/3', 'double 0.3333333333333333'],
  ['f + f2', 'float 0.3'],
  ['f * d', 'double 0.2500000037252903'],
  ['d / 2', 'double 1.25'],
  ['1.5f + 1', 'float 2.5'],
  ['uc + 10', 'int 260'],
  ['uc << 4', 'int 4000'],
  ['s >> 2', 'int -75'],
  ['~uc', 'int -251'],
  ['~u', 'unsigned int 1294967295'],
  ['!i', 'int 0'],
  ['!zero', 'int 1'],
  ['-u', 'unsigned int 1294967296'],
  ['ll + i', 'long long 1099511627783'],
  ['ull + 1', 'unsigned long long 0'],
  ['ull / 2', 'unsigned long long 9223372036854775807'],
  ['(int)ll', 'int 0'],
  ['(long long)u * 4', 'long long 12000000000'],
  ['1 << 31', 'int -2147483648'],
  ['1u << 31', 'unsigned int 2147483648'],
  ['0xffffffff', 'unsigned int 4294967295'],
  ['0xffffffff + 1', 'unsigned int 0'],
  ['017', 'int 15'],
  ["'\\n'", 'int 10'],
  ["'\\x41'", 'int 65'],
  ["'\\101'", 'int 65'],
  ['c + 1', 'int 121'],
  ['p->value', 'int 1'],
  ['p->next->value', 'int 2'],
  ['(*p).in.b', 'short 2'],
  ['p->next->name', 'char[8] "two"'],
  ['p->next->name[0]', "char 116 't'"],
  ['first.next == &second', 'int 1'],
  ['p->next->next == 0', 'int 1'],
  ['&first == p', 'int 1'],
  ['*pp == p', 'int 1'],
  ['(**pp).value', 'int 1'],
  ['(*pp)->next->weight', 'double 0.5'],
  ['grid[1][2]', 'int 6'],
  ['*grid[1]', 'int 4'],
  ['*(*(grid + 1) + 1)', 'int 5'],
  ['row[1][0]', 'int 4'],
  ['(*row)[2]', 'int 3'],
  ['grid[1] - grid[0]', 'int 3'],
  ['q - table', 'int 2'],
  ['*(q - 1)', 'int 20'],
  ['q[1]', 'int 40'],
  ['table[i - 6]', 'int 20'],
  ['*q++', '(An expression here may not change anything)'],
  ['sizeof(int)', 'unsigned int 4'],
  ['sizeof grid', 'unsigned int 24'],
  ['sizeof(struct node)', 'unsigned int 32'],
  ['sizeof(struct node *)', 'unsigned int 4'],
  ['sizeof p->name', 'unsigned int 8'],
  ['sizeof(byte)', 'unsigned int 1'],
  ['sizeof i + 1', 'unsigned int 5'],
  ['color == BLUE', 'int 1'],
  ['color', 'enum color BLUE (6)'],
  ['(enum color)5', 'enum color GREEN (5)'],
  ['(enum color)0', 'enum color RED (0)'],
  ['GREEN + 1', 'int 6'],
  ['v.word', 'unsigned int 16909060'],
  ['v.bytes[0]', 'byte 4'],
  ['bits.a', 'unsigned int : 3 5'],
  ['bits.b', 'int : 5 -3'],
  ['bits.wide', 'unsigned int : 32 4000000000'],
  ['bits.b - 1', 'int -4'],
  ['bits.a + bits.b', 'int 2'],
  ['text[1]', "const char 101 'e'"],
  ['*text', "const char 104 'h'"],
  ['*(int *)opaque', 'int 7'],
  ['*(unsigned char *)&u', 'unsigned char 0'],
  ['((struct node *)opaque)->value', 'int 7'],
  ['(byte)300', 'byte 44'],
  ['(byte)-1', 'byte 255'],
  ['b + b', 'int 400'],
  ['yes', '_Bool true'],
  ['yes + 1', 'int 2'],
  ['i && zero', 'int 0'],
  ['i || none', 'int 1'],
  ['none == 0', 'int 1'],
  ['!none', 'int 1'],
  ['i ? 10 : 20', 'int 10'],
  ['zero ? 1 : i > 3 ? 2 : 3', 'int 2'],
  ['i & 3 | 8', 'int 11'],
  ['i ^ j', 'int -6'],
  ['(i + 1) % 4 == 0', 'int 1'],
  ['i == 7 && d > 2', 'int 1'],
  ['(uint8_t)257', 'uint8_t 1'],
  ['(uint64_t)-1', '(There is no uint64_t here)'],
  ["(char)('a' + 1)", "char 98 'b'"],
  ['i = 3', '(An expression here may not change anything)'],
  ['i += 1', '(An expression here may not change anything)'],
  ['++i', '(An expression here may not change anything)'],
  ['main()', '(Functions cannot be called here)'],
  ['none->value', '(The pointer is NULL)'],
  ['zero / zero', '(It divides by zero)'],
  ['i / zero', '(It divides by zero)'],
  ['nothing', '(There is no nothing here)'],
  ['p->nothing', '(struct node has no member nothing)'],
  ['i.value', '(What stands before .value is not a structure)'],
  ['"text"', '(Strings in quotes are not supported here)'],
  ['i +', '(The expression ends too early)'],
];

it('gives expressions the values and types that they have in C, or says why they have none', async () => {
  const { debug, program } = await bootDebug({ 'main.c': PROGRAM });
  const found: [string, string][] = [];
  debug(
    (stop) => {
      const scope = stopScope(program, stop.debuggee, stop.site, stop.record);
      if (stop.reason === 'breakpoint')
        for (const [text] of EXPRESSIONS) {
          try {
            const { type, text: value } = shownExpression(scope, text, parseExpression(text));
            found.push([text, `${type} ${value.replace(/0x[\da-f]+/, '0x…')}`]);
          } catch (error) {
            if (!(error instanceof ExpressionError)) throw error;
            found.push([text, `(${error.message})`]);
          }
        }
      return { type: 'continue' };
    },
    [{ file: 'main.c', line: PROGRAM.split('\n').indexOf('  return i;') + 1 }],
  );
  expect(found).toEqual(EXPRESSIONS);
});
