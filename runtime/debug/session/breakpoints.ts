import type { Breakpoint } from '../../stops/stop.ts';
import type { Site, Sites } from '../instrument/sites.ts';

/** The sites at which a program stops for a breakpoint: in each function, the first one of the line. */
export function sitesAt(sites: Sites, { file, line }: Breakpoint): readonly Site[] {
  const inFile = [...sites].filter((site) => site.file === `/${file}`);
  const lines = inFile.map((site) => site.line).filter((one) => one >= line);
  // A line without code moves its breakpoint to the next line that has some.
  const found = lines.length === 0 ? undefined : Math.min(...lines);
  const first = new Map<unknown, Site>();
  for (const site of inFile)
    if (site.line === found && (first.get(site.function)?.address ?? Infinity) > site.address)
      first.set(site.function, site);
  return [...first.values()];
}
