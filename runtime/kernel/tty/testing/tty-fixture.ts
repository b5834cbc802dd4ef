import { FakeScreen } from './fake-screen.ts';
import { LineDiscipline } from '../line-discipline.ts';

/** A line discipline for tests, with a screen attached and everything it says recorded. */
export function bootTty(columns = 80, onSignal: (tty: LineDiscipline) => void = () => undefined) {
  const screen = new FakeScreen(columns);
  const decoder = new TextDecoder();
  const log: string[] = [];
  let sent = '';
  const tty: LineDiscipline = new LineDiscipline({
    output: (bytes) => {
      sent += decoder.decode(bytes, { stream: true });
      screen.write(bytes);
    },
    signal: (signal) => {
      log.push(signal);
      onSignal(tty);
    },
    readable: () => {
      log.push('readable');
    },
  });
  tty.resize(columns, 24);
  return {
    tty,
    screen,
    log,
    type: (text: string) => {
      tty.input(encode(text));
    },
    print: (text: string) => {
      tty.write(encode(text));
    },
    /** What was sent to the screen since the last call. */
    takeSent: () => {
      const result = sent;
      sent = '';
      return result;
    },
    /** One read: text, or what read() said if it was not a line. */
    readText: (size = 5000) => {
      const target = new Uint8Array(size);
      const count = tty.read(target);
      if (count === 'would-block') return 'would-block';
      return count === 0 ? 'end of file' : new TextDecoder().decode(target.subarray(0, count));
    },
  };
}

export function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
