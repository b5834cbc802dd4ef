/** The functions of WASI by what they are about; the beginning of the name tells. */
const FAMILIES = [
  { title: 'Arguments and environment', begins: ['args_', 'environ_'] },
  { title: 'Clocks', begins: ['clock_'] },
  { title: 'Descriptors', begins: ['fd_'] },
  { title: 'Paths', begins: ['path_'] },
  { title: 'Waiting', begins: ['poll_', 'sched_'] },
  { title: 'The process', begins: ['proc_'] },
  { title: 'Randomness', begins: ['random_'] },
  { title: 'Sockets', begins: ['sock_'] },
  { title: 'Other programs (preopen:spawn, an experiment)', begins: ['child_'] },
] as const;

export interface Family<N extends string = string> {
  readonly title: string;
  readonly names: readonly N[];
}

/** Those of `names` that belong to a family, in the families' order; families without any are left out. */
export function families<N extends string>(names: readonly N[]): readonly Family<N>[] {
  const known = FAMILIES.map(({ title, begins }) => ({
    title,
    names: names.filter((name) => begins.some((beginning) => name.startsWith(beginning))),
  }));
  const others = names.filter((name) => !known.some((family) => family.names.includes(name)));
  return [...known, { title: 'Others', names: others }].filter((family) => family.names.length > 0);
}
