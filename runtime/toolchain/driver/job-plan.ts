/** One process that the driver would have started. */
export interface PlannedJob {
  readonly argv: readonly string[];
}

/**
 * Reads the commands out of `clang -###`: a line each, every word in double quotes, with `"`, `\` and `$` behind a
 * backslash. In-process commands start with an empty program name, which is dropped.
 */
export function parsePlan(output: string): readonly PlannedJob[] {
  return output.split('\n').flatMap((line) => {
    if (!/^ "/.test(line)) return [];
    const argv = [...line.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map((match) => (match[1] ?? '').replace(/\\(.)/g, '$1'));
    return [{ argv: argv[0] === '' ? argv.slice(1) : argv }];
  });
}

/** A job with the placeholders of a cached plan replaced by what it is to work on. */
export function fillPlan(job: PlannedJob, replacements: ReadonlyMap<string, readonly string[]>): readonly string[] {
  return job.argv.flatMap((word) => replacements.get(word) ?? [word]);
}
