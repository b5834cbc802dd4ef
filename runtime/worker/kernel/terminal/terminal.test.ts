import { describe, expect, it } from 'vitest';
import { Kernel } from '../../../kernel/kernel.ts';
import { nodeHost } from '../../../cli/node-machine.ts';
import { RunRecord } from './run-record.ts';
import { Terminal } from './terminal.ts';

function boot() {
  const sent: string[] = [];
  const soon: (() => void)[] = [];
  let interrupts = 0;
  const terminal = new Terminal(
    new Kernel(nodeHost()),
    (bytes) => sent.push(new TextDecoder().decode(bytes)),
    () => interrupts++,
    (task) => soon.push(task),
  );
  terminal.line.resize(80, 24);
  const { stream } = terminal.stdio.stdin;
  return {
    terminal,
    sent,
    record: () => new RunRecord(new Uint8Array(), ''),
    interrupts: () => interrupts,
    type: (text: string) => terminal.typed(new TextEncoder().encode(text)),
    print: (text: string) => {
      const bytes = new TextEncoder().encode(text);
      return stream.write({ bytes, start: 0, length: bytes.length });
    },
    turn: () => soon.splice(0).forEach((task) => task()),
    read: () => {
      const bytes = new Uint8Array(4096);
      const count = stream.read({ bytes, start: 0, length: bytes.length });
      return typeof count === 'number' ? new TextDecoder().decode(bytes.subarray(0, count)) : count;
    },
  };
}

describe('typing while a build runs', () => {
  it('is for the program, in order, echoed once, and kept for a repetition', () => {
    const { terminal, type, turn, sent, read, record } = boot();
    terminal.awaitProgram();
    type('77\r');
    type('8');
    const kept = record();
    terminal.programStarted(kept);
    type('8\r');
    expect([read(), read(), read()]).toEqual(['77\n', '88\n', 'would-block']);
    turn();
    expect(sent.join('')).toBe('77\r\n88\r\n');
    expect(new TextDecoder().decode(kept.everythingTyped)).toBe('77\r88\r');
  });

  it('is for no program when the keys were pressed before Run', () => {
    const { terminal, type, read, record } = boot();
    type('idle\rhalf');
    terminal.awaitProgram();
    type('x\r');
    terminal.programStarted(record());
    expect([read(), read()]).toEqual(['x\n', 'would-block']);
  });

  it('is dropped when the build is stopped, by the key or otherwise', () => {
    const { terminal, type, read, interrupts } = boot();
    terminal.awaitProgram();
    type('77\r\x03');
    expect(interrupts()).toBe(1);
    type('9\r');
    terminal.programEnded();
    expect(read()).toBe('would-block');
  });
});

describe('what the page is sent', () => {
  it('is as new after a program, with what was printed', () => {
    const { terminal, print, sent } = boot();
    print('\x1b(0\x1b[3;5r\x1b[?25l menu\n\x1b[');
    terminal.programEnded();
    expect(sent.join('')).toBe('\x1b(0\x1b[3;5r\x1b[?25l menu\r\n\x1b[!p');
  });

  it('is cut where it would keep the page busy, and holds the program back by the work, not by the bytes', () => {
    const { print, sent, terminal } = boot();
    const scrolls = '\x1b[24S'.repeat(1000);
    let written = 0;
    while (print(scrolls) !== 'would-block' && written < 100) written++;
    expect(sent.length).toBeGreaterThan(20);
    expect(Math.max(...sent.map(({ length }) => length))).toBeLessThan(256);
    // 256 KiB of text would be fifty times of it.
    expect(written).toBeLessThan(5);
    sent.forEach(() => terminal.drawn());
    expect(print('more')).toBe(4);
  });

  it('is cut between characters', () => {
    const { terminal, print, sent, turn } = boot();
    for (let count = 0; count < 2_000; count++) {
      print('世'.repeat(40 + (count % 7)));
      print('.');
      terminal.drawn();
    }
    turn();
    expect(sent.length).toBeGreaterThan(1);
    for (const message of sent) expect(message).not.toContain('\ufffd');
  });
});
