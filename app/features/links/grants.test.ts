import { describe, expect, it } from 'vitest';
import { DEFAULT_POLICY, NOTHING, policy, readOnly } from '../../../runtime/policy/policy.ts';
import { grantsFor } from './grants.ts';

describe('what can be granted to a link', () => {
  it('begins with what it asks for, and goes down from there', () => {
    const grants = grantsFor({ ...DEFAULT_POLICY, listen: [{ port: 8080 }] });
    expect(grants.map(({ id }) => id)).toEqual(['asked', 'read-only', 'nothing']);
    expect(grants[0]?.words).toMatch(/reads and writes .* 8080/);
    expect(grants[1]?.words).not.toMatch(/reads and writes|8080/);
    expect(grants[2]?.policy).toMatchObject({ preopens: [], listen: [] });
  });

  it('offers nothing twice', () => {
    expect(grantsFor(policy(readOnly('/project', '/'))).map(({ id }) => id)).toEqual(['asked', 'nothing']);
    const terminal = { ...NOTHING, stdin: { kind: 'terminal' } as const };
    expect(grantsFor(terminal).map(({ id }) => id)).toEqual(['asked']);
  });

  it('names clock, randomness, input and output in each, and the last leaves nothing but the terminal', () => {
    const [asked, reading, nothing] = grantsFor(DEFAULT_POLICY);
    for (const grant of [asked, reading])
      expect(grant?.words).toContain('gets the exact time, real randomness and your keyboard; writes to the terminal');
    expect(nothing?.words).toBe(
      'It gets your keyboard; writes to the terminal; gets no time and no randomness; reaches no file and no network.',
    );
  });

  it('is never more than was asked for', () => {
    const asked = policy({ ...readOnly('/project', '/'), base: ['path_open'] });
    const less = grantsFor({ ...asked, personality: 'modern' });
    for (const { policy: granted } of less) {
      for (const [i, preopen] of granted.preopens.entries()) {
        expect(asked.preopens[i]?.base).toEqual(expect.arrayContaining([...preopen.base]));
        expect(asked.preopens[i]?.inheriting).toEqual(expect.arrayContaining([...preopen.inheriting]));
      }
    }
  });
});
