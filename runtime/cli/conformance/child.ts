import type { Case } from '../../protocol/conformance-case.ts';
import { runCase } from '../../conformance/run-case.ts';
import { NodeMachine } from '../node-machine.ts';

/** A process of its own for guests on the direct wire, so that one which never ends can be ended. */
process.on('message', (test: Case) => {
  runCase(new NodeMachine(), test).then(
    (result) => process.send?.({ result }),
    (error: unknown) =>
      process.send?.({ failure: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
  );
});
