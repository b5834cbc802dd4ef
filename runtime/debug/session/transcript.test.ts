import { describe, expect, it } from 'vitest';
import { bytesOf } from '../../vfs/testing/tree-fixture.ts';
import { TimelineMarks } from './timeline-marks.ts';
import { Transcript } from './transcript.ts';

describe('what stood in the terminal', () => {
  it('at a moment is what was printed and typed before it', () => {
    const transcript = new Transcript();
    transcript.note(10, bytesOf('Your name: '));
    transcript.note(12, bytesOf('Ada\n'));
    transcript.note(20, bytesOf('\x1b[31mHello\x1b[0m, Ada\r\n'));
    expect(transcript.at(5)).toEqual({ before: '', later: 'Your name: Ada\nHello, Ada\n' });
    expect(transcript.at(12)).toEqual({ before: 'Your name: ', later: 'Ada\nHello, Ada\n' });
    expect(transcript.at(21)).toEqual({ before: 'Your name: Ada\nHello, Ada\n', later: '' });
    transcript.forgetFrom(12);
    expect(transcript.at(12)).toEqual({ before: 'Your name: ', later: '' });
  });

  it('keeps characters whole that come in two pieces', () => {
    const transcript = new Transcript();
    const [first, second] = [bytesOf('é').subarray(0, 1), bytesOf('é').subarray(1)];
    transcript.note(1, first);
    transcript.note(2, second);
    expect(transcript.at(9).before).toBe('é');
  });

  it('is bounded, and tells what is next to the moment', () => {
    const transcript = new Transcript();
    for (let i = 0; i < 100_000; i++) transcript.note(i, bytesOf(`line ${i}\n`));
    const { before, later } = transcript.at(99_990);
    expect(before).toHaveLength(8192);
    expect(before.endsWith('line 99989\n')).toBe(true);
    expect(later.startsWith('line 99990\n')).toBe(true);
  });
});

describe('marks on a timeline', () => {
  it('are thinned where there are many, and those that are alone stay', () => {
    const marks = new TimelineMarks();
    marks.note('mistake', 777);
    for (let i = 0; i < 1_000_000; i++) marks.note('output', i);
    const shown = marks.between(0, 1_000_000);
    expect(shown.length).toBeGreaterThan(90);
    expect(shown.length).toBeLessThan(110);
    expect(shown).toContainEqual({ kind: 'mistake', position: 777 });
  });

  it('are not made again by a run that is repeated, and those of a future that was dropped are gone', () => {
    const marks = new TimelineMarks();
    for (const position of [3, 5, 3, 5, 8]) marks.note('call', position);
    marks.forgetFrom(5);
    expect(marks.between(0, 10)).toEqual([{ kind: 'call', position: 3 }]);
  });
});
