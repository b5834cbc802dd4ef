import { isRecord } from '../../base/is-record.ts';
import { Packer } from '../../links/packer.ts';
import type { FromPacker, ToPacker } from '../../links/packing-protocol.ts';
import { port } from '../../protocol/port.ts';
import { readSettings } from '../kernel/projects/stored-settings.ts';

/** Entry point of a worker that reads or makes a link or a zip, and then ends: each takes seconds where the machine is busy. */
const page = port<FromPacker, ToPacker>(self);
const packer = new Packer((value) => (isRecord(value) ? readSettings(value).settings : undefined));

page.listen((message) => {
  void packer.receive(message).then((done) => {
    if (done) page.post(done, done.type === 'zip' ? [done.value.buffer] : []);
  });
});
