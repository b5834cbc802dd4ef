import type { Socket } from 'node:net';
import { listen, staticServer } from '../../scripts/lib/static-server.mjs';

/** What it sends to `served.ts`: first the port, then, whenever it asks, the bytes sent so far. */
export type FromServer = { readonly port: number } | { readonly sent: number };

const server = staticServer(process.argv[2] ?? '.', { isOurs: process.argv[3] !== 'theirs' });
const sockets = new Set<Socket>();
let closed = 0;
server.on('connection', (socket: Socket) => {
  sockets.add(socket);
  socket.on('close', () => {
    sockets.delete(socket);
    closed += socket.bytesWritten;
  });
});
const tell = (message: FromServer): void => void process.send?.(message);
process.on('message', () => {
  let sent = closed;
  for (const socket of sockets) sent += socket.bytesWritten;
  tell({ sent });
});
// The bench has gone.
process.on('disconnect', () => process.exit());
tell({ port: await listen(server, 0) });
