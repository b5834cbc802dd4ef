/** How many steps lead from one folder to another. */
export function distance(from: string, to: string): number {
  const [a = [], b = []] = [from, to].map((path) => path.split('/').filter((part) => part !== ''));
  let common = 0;
  while (common < a.length && common < b.length && a[common] === b[common]) common++;
  return a.length + b.length - 2 * common;
}
