import path from 'node:path';
import { expect, it } from 'vitest';
import { fingerprint } from './fingerprint.ts';

const CHECKOUT = path.join(import.meta.dirname, '..');

it('reads every source that it names, and differs with the compiler package', async () => {
  const one = await fingerprint(CHECKOUT, 'compiler@1');
  expect(one).toMatch(/^[0-9a-f]{32}$/);
  expect(await fingerprint(CHECKOUT, 'compiler@2')).not.toBe(one);
});
