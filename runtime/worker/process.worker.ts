import { assertNever } from '../base/assert-never.ts';
import { instantiateBlocking, instantiateSuspending, type Guest } from '../guest/run.ts';
import { trapOf } from '../guest/trap.ts';
import { port } from '../protocol/port.ts';
import { SharedWire } from '../wire/shared.ts';
import { PortWire } from '../wire/suspending.ts';
import { XhrWire } from '../wire/xhr.ts';
import type { WireEnd } from '../wire/wire.ts';
import type { FromProcess, ToProcess } from './process-protocol.ts';

const kernel = port<FromProcess, ToProcess>(self);

let instantiate: (module: WebAssembly.Module) => Guest = () => {
  throw new Error('The worker was asked to run a program before it was connected');
};
let spare: { readonly module: WebAssembly.Module; readonly guest: Guest } | undefined;

kernel.listen((message) => {
  switch (message.type) {
    case 'connect':
      instantiate = instantiator(message.end);
      return;
    case 'prepare':
      spare ??= { module: message.module, guest: instantiate(message.module) };
      return;
    case 'start':
      void start(message.module);
      return;
    default:
      return assertNever(message, 'message to a process worker');
  }
});

async function start(module: WebAssembly.Module): Promise<void> {
  let guest: Guest;
  try {
    guest = spare?.module === module ? spare.guest : instantiate(module);
  } catch (error) {
    kernel.post({ type: 'unstartable', trap: trapOf(error, undefined) });
    return;
  } finally {
    spare = undefined;
  }
  const trap = await guest.start();
  kernel.post(trap === undefined ? { type: 'idle' } : { type: 'trapped', trap });
}

function instantiator(end: WireEnd): (module: WebAssembly.Module) => Guest {
  switch (end.kind) {
    case 'shared': {
      const wire = new SharedWire(end);
      return (module) => instantiateBlocking(module, wire);
    }
    case 'suspending': {
      const wire = new PortWire(end);
      return (module) => instantiateSuspending(module, wire);
    }
    case 'xhr': {
      const wire = new XhrWire(end);
      return (module) => instantiateBlocking(module, wire);
    }
    default:
      return assertNever(end, 'wire');
  }
}
