import { Packer } from '../../links/packer.ts';
import type { FromPacker, ToPacker } from '../../links/packing-protocol.ts';
import { port } from '../../protocol/port.ts';

/** Entry point of a worker that reads a link, makes a link or zips a project, and then ends: either takes seconds where the machine is busy. */
const page = port<FromPacker, ToPacker>(self);
const packer = new Packer();

page.listen((message) => {
  const done = packer.receive(message);
  if (done) page.post(done, done.type === 'zip' ? [done.value.buffer] : []);
});
