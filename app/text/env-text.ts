/** What is wrong with the environment as typed, as a sentence; undefined: nothing. */
export function envProblem(env: string): string | undefined {
  const lines = env.split('\n').map((line) => line.trim());
  const index = lines.findIndex((line) => line !== '' && !/^[^=\s]+=/.test(line));
  return index < 0 ? undefined : `Line ${index + 1} is not NAME=value: “${lines[index]}”`;
}
