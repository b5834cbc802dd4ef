import { port } from '../../protocol/port.ts';
import type { FromKernel, ToKernel } from '../../protocol/kernel.ts';
import { ProcessWorkers } from './machine/process-workers.ts';
import { Session } from './session.ts';

/** Entry point of the worker that owns all state of the machine. */
const page = port<FromKernel, ToKernel>(self);
let workers: ProcessWorkers | undefined;
let session: Session | undefined;
/** The boot was thrown out of, and said so: what the page sends from then on has nowhere to go. */
let hasFailed = false;

// Our own bugs are said loudly, and never look like a program's.
self.addEventListener('error', (event) => page.post({ type: 'fault', message: event.message }));
self.addEventListener('unhandledrejection', (event) => {
  const reason: unknown = event.reason;
  page.post({
    type: 'fault',
    message: reason instanceof Error ? `${reason.message}\n${reason.stack ?? ''}` : String(reason),
  });
});

/** Held for as long as this worker lives: the page learns from it that it does not any more. */
let lock: string | undefined;
if ('locks' in navigator) {
  const name = `preopen-kernel-${crypto.randomUUID()}`;
  navigator.locks
    .request(name, () => {
      lock = name;
      page.post({ type: 'alive', lock });
      return new Promise(() => undefined);
    })
    // Where locks are refused, as in some frames, the page goes by what it hears.
    .catch(() => undefined);
}

page.listen((message) => {
  if (message.type === 'ask-alive') return page.post({ type: 'alive', lock });
  if (message.type === 'process-workers') workers = new ProcessWorkers(message.port);
  else if (message.type === 'boot') {
    if (!workers) throw new Error('The page sent boot before it offered process workers');
    hasFailed = true;
    session = new Session(page, message, workers);
    hasFailed = false;
    void session.open(message);
  } else if (session) session.receive(message);
  else if (!hasFailed) throw new Error(`The page sent ${message.type} before boot`);
});
