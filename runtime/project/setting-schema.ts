import * as v from 'valibot';
import { assertNever } from '../base/assert-never.ts';
import type { Setting } from './settings-table.ts';

/** What a value of this setting is, when it comes from outside; `mostChars` bounds texts. */
export function settingSchema(row: Setting, mostChars: number): v.GenericSchema {
  switch (row.kind) {
    case 'choice':
      return v.picklist(row.choices.map(({ value }) => value));
    case 'without':
      return v.pipe(
        v.array(v.unknown()),
        v.maxLength(row.choices.length),
        v.array(v.picklist(row.choices.map(({ value }) => value))),
      );
    case 'words':
    case 'environment':
    case 'file':
      return v.pipe(v.string(), v.maxLength(mostChars));
    default:
      return assertNever(row, 'setting');
  }
}
