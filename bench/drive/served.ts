import { listen, staticServer } from '../../scripts/lib/static-server.mjs';
import type { Socket } from 'node:net';

/** A folder served as visitors get it, and how much of it they got. */
export interface Served extends AsyncDisposable {
  readonly url: string;
  /** Bytes sent since the last call, headers included. */
  takeBytes(): number;
}

export async function serve(folder: string): Promise<Served> {
  const server = staticServer(folder);
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => sockets.add(socket));
  const port = await listen(server, 0);
  let taken = 0;
  return {
    url: `http://127.0.0.1:${port}/`,
    takeBytes() {
      let total = 0;
      for (const socket of sockets) total += socket.bytesWritten;
      const fresh = total - taken;
      taken = total;
      return fresh;
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
