import { DEFAULT_POLICY, NOTHING, policy, readOnly, readWrite, type Policy } from './policy.ts';

/** A policy to start from. */
export interface Preset {
  readonly id: 'nothing' | 'project-read' | 'project-write' | 'two-folders' | 'classroom';
  readonly title: string;
  readonly description: string;
  readonly policy: Policy;
}

export const PRESETS: readonly Preset[] = [
  {
    id: 'nothing',
    title: 'Nothing',
    description: 'No folder, no network, no time, no randomness and no keyboard. It can write to the terminal.',
    policy: NOTHING,
  },
  {
    id: 'project-read',
    title: 'Project, read only',
    description: 'The project’s files are at /. The program can read them and cannot change them.',
    policy: policy(readOnly('/project', '/')),
  },
  {
    id: 'project-write',
    title: 'Project, read and write',
    description: 'The project’s files at /, and /tmp for temporary files. The default for new projects.',
    policy: DEFAULT_POLICY,
  },
  {
    id: 'two-folders',
    title: 'Two folders',
    description: 'The program reads the project’s files in /in and writes to /out, which is the machine’s /tmp.',
    policy: policy(readOnly('/project', '/in'), readWrite('/tmp', '/out')),
  },
  {
    id: 'classroom',
    title: 'Classroom',
    description:
      'Every run is the same: the clock stands still, random numbers repeat, 16 open files, 16 MiB. The project can be read, and /tmp written.',
    policy: {
      ...policy(readOnly('/project', '/'), readWrite('/tmp', '/tmp')),
      // 2026-01-01 00:00:00 UTC
      clocks: { kind: 'frozen', atNs: '1767225600000000000' },
      random: { kind: 'seeded', seed: 1 },
      limits: { openFiles: 16, memoryPages: 256 },
    },
  },
];

/** The preset that this policy is, input aside; undefined: it is another policy. */
export function presetOf(wanted: Policy): Preset | undefined {
  const text = JSON.stringify(canonical(wanted));
  return PRESETS.find((preset) => JSON.stringify(canonical(withPreset(wanted, preset))) === text);
}

/**
 * `before` with what the preset grants. A text or a file for standard input stays: it is the user's work, and reaches
 * nothing but itself.
 */
export function withPreset({ stdin }: Policy, { policy: granted }: Preset): Policy {
  return stdin.kind === 'text' || stdin.kind === 'file' ? { ...granted, stdin } : granted;
}

/** Fields in one order. */
function canonical({ preopens, clocks, random, limits, personality, stdin, listen }: Policy): unknown {
  return [
    preopens.map(({ folder, guest, base, inheriting, ask }) => [folder, guest, base, inheriting, ask]),
    Object.entries(clocks).sort(),
    Object.entries(random).sort(),
    [limits.openFiles, limits.memoryPages],
    personality,
    Object.entries(stdin).sort(),
    listen.map(({ port }) => port),
  ];
}
