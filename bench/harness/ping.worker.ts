import type { PingStart } from './ping-protocol.ts';

/** One end of an echo between two workers: the caller measures, the other answers. */
addEventListener('message', ({ data }: MessageEvent<PingStart>) => {
  if (data.kind === 'message') {
    if (data.isCaller) void callByMessage(data.port, data).then((ns) => postMessage(ns));
    else data.port.onmessage = ({ data: body }: MessageEvent<Uint8Array>) => data.port.postMessage(body);
    return;
  }
  const cell = new Int32Array(data.memory);
  const wait = data.kind === 'spin' ? spinUntil : sleepUntil;
  if (data.isCaller) postMessage(callThroughMemory(cell, wait, data));
  else answerThroughMemory(cell, wait, data.calls * data.batches);
});

type Until = (cell: Int32Array, value: number) => void;

function callThroughMemory(cell: Int32Array, wait: Until, { calls, batches }: PingStart): readonly number[] {
  let turn = 0;
  return Array.from({ length: batches }, () => {
    const startedAt = performance.now();
    for (let i = 0; i < calls; i++) {
      Atomics.store(cell, 0, ++turn);
      Atomics.notify(cell, 0);
      wait(cell, ++turn);
    }
    return ((performance.now() - startedAt) * 1e6) / calls;
  });
}

function answerThroughMemory(cell: Int32Array, wait: Until, total: number): void {
  for (let turn = 1; turn < 2 * total; turn += 2) {
    wait(cell, turn);
    Atomics.store(cell, 0, turn + 1);
    Atomics.notify(cell, 0);
  }
}

function spinUntil(cell: Int32Array, value: number): void {
  while (Atomics.load(cell, 0) !== value);
}

function sleepUntil(cell: Int32Array, value: number): void {
  for (let now = Atomics.load(cell, 0); now !== value; now = Atomics.load(cell, 0)) Atomics.wait(cell, 0, now);
}

async function callByMessage(port: MessagePort, { calls, batches }: PingStart): Promise<readonly number[]> {
  const body = new Uint8Array(192);
  let answered: () => void = () => undefined;
  port.onmessage = () => answered();
  const results: number[] = [];
  for (let b = 0; b < batches; b++) {
    const startedAt = performance.now();
    for (let i = 0; i < calls; i++) {
      await new Promise<void>((resolve) => {
        answered = resolve;
        port.postMessage(body);
      });
    }
    results.push(((performance.now() - startedAt) * 1e6) / calls);
  }
  return results;
}
