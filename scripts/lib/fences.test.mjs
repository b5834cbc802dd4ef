import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { BUILD_FENCES, runFences, SOURCE_FENCES } from './fences.mjs';
import { ROOT } from './run.mjs';

describe('the fences', () => {
  it.each([...SOURCE_FENCES, ...BUILD_FENCES])('$name is a tool that is installed', ({ script }) => {
    expect(existsSync(path.join(ROOT, 'node_modules', script))).toBe(true);
  });

  it('runs all of them and counts each that fails', async () => {
    const started = [];
    const counts = await runFences(SOURCE_FENCES, (script) => {
      started.push(script);
      return Promise.resolve(script.startsWith('eslint') ? 1 : 0);
    });
    expect(started).toHaveLength(SOURCE_FENCES.length);
    expect(counts).toEqual({ passed: SOURCE_FENCES.length - 1, failed: 1, skipped: 0 });
  });
});
