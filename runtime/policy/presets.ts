import { DEFAULT_POLICY, policy, readOnly, readWrite, type Policy } from './policy.ts';

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
    description: 'No folder and no network: its terminal is all it has.',
    policy: policy(),
  },
  {
    id: 'project-read',
    title: 'Project, read only',
    description: 'It finds the project’s files at / and changes none of them.',
    policy: policy(readOnly('/project', '/')),
  },
  {
    id: 'project-write',
    title: 'Project, read and write',
    description: 'The project’s files at /, and /tmp for what need not last. What new projects begin with.',
    policy: DEFAULT_POLICY,
  },
  {
    id: 'two-folders',
    title: 'Two folders',
    description: 'Reads the project’s files in /in and writes to /out, which is the machine’s /tmp.',
    policy: policy(readOnly('/project', '/in'), readWrite('/tmp', '/out')),
  },
  {
    id: 'classroom',
    title: 'Classroom',
    description:
      'Every run goes the same way: a clock that stands still, seeded random numbers, 16 open files, 16 MiB. The project is read only; /tmp is there to write.',
    policy: {
      ...policy(readOnly('/project', '/'), readWrite('/tmp', '/tmp')),
      // 2026-01-01 00:00:00 UTC
      clocks: { kind: 'frozen', atNs: '1767225600000000000' },
      random: { kind: 'seeded', seed: 1 },
      limits: { openFiles: 16, memoryPages: 256 },
    },
  },
];

/** The preset that this policy is; undefined: it is somebody's own. */
export function presetOf(wanted: Policy): Preset | undefined {
  const text = JSON.stringify(canonical(wanted));
  return PRESETS.find((preset) => JSON.stringify(canonical(preset.policy)) === text);
}

/** Fields in one order, whoever made it. */
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
