import { CONDITIONS } from './conditions.ts';
import { CONVERSIONS } from './conversions.ts';
import { FORMATS } from './formats.ts';
import { FUNCTIONS } from './functions.ts';
import type { Mistake } from './mistake.ts';
import { NAMES } from './names.ts';
import { PREPROCESSOR } from './preprocessor.ts';
import { PUNCTUATION } from './punctuation.ts';
import { REFERENCES } from './references.ts';
import { STRUCTS } from './structs.ts';
import { VALUES } from './values.ts';

/** Every mistake that has an explanation, by subject. The order within a subject counts: the first row that fits is taken. */
export const MISTAKES: Readonly<Record<string, readonly Mistake[]>> = {
  'Signs: ; , ( ) { } and quotes': PUNCTUATION,
  'Lines with #, and comments': PREPROCESSOR,
  'Names and declarations': NAMES,
  Functions: FUNCTIONS,
  Structures: STRUCTS,
  'References (preopen/ref.h)': REFERENCES,
  'Types that do not fit': CONVERSIONS,
  'Variables, arrays and numbers': VALUES,
  'Conditions, loops and switch': CONDITIONS,
  'printf and scanf': FORMATS,
};
