import { runGuest } from './guest.ts';
import type { StartGuest } from './guest-messages.ts';

addEventListener('message', ({ data }: MessageEvent<StartGuest>) => {
  void runGuest(data).then((over) => postMessage(over));
});
