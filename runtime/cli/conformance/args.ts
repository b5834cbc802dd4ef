import { err, ok, type Result } from '../../base/result.ts';
import type { Personality } from '../../policy/policy.ts';
import type { WireName } from './runner.ts';

export const CONFORMANCE_USAGE = `Usage: npm run conformance -- DIR [options]

  DIR                                    a folder with MANIFEST.json, or of NAME.wasm + NAME.json
  --wire direct|shared|suspending|xhr    direct runs in Node; the others in a browser, on the built site
         package                         in Node, as a user of packages/wasi runs programs
  --browser chromium|firefox             for the latter (default chromium)
  --layer preview2                       through the preview1 adapter, over the interfaces of WASI 0.2
  --personality strict|modern            (default strict)
  --expected-failures FILE               JSON: test name to reason; one that passes fails the run (with --layer: default
                                         the adapter's own departures)
  --filter TEXT                          only tests whose name contains TEXT
  --json                                 {"tests": [{suite, name, pass, why, ms}]}
`;

export interface ConformanceArgs {
  readonly folder: string;
  readonly wire: WireName;
  readonly browser: 'chromium' | 'firefox';
  /** What answers the programs; undefined: the kernel itself. */
  readonly layer: 'preview2' | undefined;
  readonly personality: Personality;
  readonly expectedFailures: string | undefined;
  readonly filter: string | undefined;
  readonly isJson: boolean;
}

/** The command line, or a sentence about what is wrong with it. */
export function parseConformanceArgs(argv: readonly string[]): Result<ConformanceArgs, string> {
  const options: Record<string, string> = {};
  const folders: string[] = [];
  let isJson = false;
  for (let i = 0; i < argv.length; i++) {
    const word = argv[i] ?? '';
    if (word === '--json') isJson = true;
    else if (word.startsWith('--')) {
      const value = argv[++i];
      if (value === undefined) return err(`${word} needs a value`);
      options[word] = value;
    } else folders.push(word);
  }
  const [folder, ...more] = folders;
  if (folder === undefined || more.length > 0) return err('Say which folder holds the tests');
  const known = ['--wire', '--browser', '--layer', '--personality', '--expected-failures', '--filter'];
  const unknown = Object.keys(options).find((name) => !known.includes(name));
  if (unknown !== undefined) return err(`There is no option ${unknown}`);
  const wire = oneOf(options['--wire'] ?? 'direct', ['direct', 'shared', 'suspending', 'xhr', 'package'] as const);
  const browser = oneOf(options['--browser'] ?? 'chromium', ['chromium', 'firefox'] as const);
  const personality = oneOf(options['--personality'] ?? 'strict', ['strict', 'modern'] as const);
  if (!wire) return err('--wire is direct, shared, suspending, xhr or package');
  if (!browser) return err('--browser is chromium or firefox');
  if (options['--layer'] !== undefined && options['--layer'] !== 'preview2') return err('--layer is preview2');
  if (options['--layer'] !== undefined && ['package', 'suspending'].includes(wire))
    return err(`--layer does not go with --wire ${wire}, which runs no components`);
  if (!personality) return err('--personality is strict or modern');
  return ok({
    folder,
    wire,
    browser,
    layer: options['--layer'] === undefined ? undefined : 'preview2',
    personality,
    expectedFailures: options['--expected-failures'],
    filter: options['--filter'],
    isJson,
  });
}

function oneOf<T extends string>(value: string, allowed: readonly T[]): T | undefined {
  return allowed.find((one) => one === value);
}
