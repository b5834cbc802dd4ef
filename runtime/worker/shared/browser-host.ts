import type { Host } from '../../kernel/host.ts';

/** Most bytes that `getRandomValues` fills at a time. */
const RANDOM_CHUNK = 65536;

/** Clocks, entropy and timers of the browser. */
export function browserHost(): Host {
  const { timeOrigin } = performance;
  return {
    wallNs: () => (timeOrigin + performance.now()) * 1e6,
    monotonicNs: () => performance.now() * 1e6,
    random(bytes) {
      // Not into shared memory, which getRandomValues refuses.
      const chunk = new Uint8Array(Math.min(bytes.length, RANDOM_CHUNK));
      for (let at = 0; at < bytes.length; at += RANDOM_CHUNK) {
        const part = chunk.subarray(0, Math.min(RANDOM_CHUNK, bytes.length - at));
        crypto.getRandomValues(part);
        bytes.set(part, at);
      }
    },
    timer(ms, due) {
      const timer = setTimeout(due, ms);
      return { dispose: () => clearTimeout(timer) };
    },
  };
}

/** Runs tasks after messages that are already waiting; unlike a timer, without the browser's minimum delay. */
export function taskQueue(): (task: () => void) => void {
  const { port1, port2 } = new MessageChannel();
  const tasks: (() => void)[] = [];
  port1.onmessage = () => tasks.shift()?.();
  return (task) => {
    tasks.push(task);
    port2.postMessage(undefined);
  };
}
