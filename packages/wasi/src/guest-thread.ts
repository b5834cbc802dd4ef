import { parentPort } from 'node:worker_threads';
import { runGuest } from './guest.ts';
import type { StartGuest } from './guest-messages.ts';

parentPort?.once('message', (message: StartGuest) => {
  void runGuest(message).then((over) => parentPort?.postMessage(over));
});
