const HIGHEST_PORT = 65535;

/** What is wrong with a port as typed, as a sentence; undefined: nothing. */
export function portProblem(text: string): string | undefined {
  if (text.trim() === '') return 'A port is a number from 1 to 65535';
  if (!/^\d+$/.test(text.trim())) return `“${text.trim()}” is not a number; ports go from 1 to 65535`;
  const port = Number(text);
  if (port < 1) return 'Port 0 means “any”; choose one from 1 to 65535';
  return port > HIGHEST_PORT ? 'There is no such port: they end at 65535' : undefined;
}
