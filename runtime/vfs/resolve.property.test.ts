import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Inode } from './inode.ts';
import { resolve } from './resolve.ts';
import { bootVolume, isLink, type Tree } from './testing/tree-fixture.ts';

/** What came of a path, by the model or by the real thing: an errno, or the place it led to. */
type Outcome = { readonly failed: string } | { readonly place: string; readonly isMissing: boolean };

/** The model's directories passed through, each with the name it was entered by. */
type Stack = readonly { readonly name: string; readonly tree: Tree }[];

/** Thrown by the model when a path ends; naive on purpose. */
class Failed extends Error {}

/**
 * Path resolution told once more, by recursion: a directory part is entered completely, links and all, and what
 * comes back is the stack of directories that `..` then climbs.
 */
function model(start: Tree, path: string, followFinal: boolean): Outcome {
  let links = 0;

  function expand(stack: Stack, target: string): { readonly stack: Stack; readonly path: string } {
    if (++links > 40) throw new Failed('loop');
    if (target.startsWith('/')) throw new Failed('escaped');
    return { stack, path: target };
  }

  function step(stack: Stack, name: string): Stack {
    if (name === '.' || name === '') return stack;
    if (name === '..') {
      if (stack.length === 1) throw new Failed('escaped');
      return stack.slice(0, -1);
    }
    const entry = stack.at(-1)!.tree[name];
    if (entry === undefined) throw new Failed('noent');
    if (typeof entry === 'string') throw new Failed('notdir');
    if (!isLink(entry)) return [...stack, { name, tree: entry }];
    const behind = expand(stack, entry.link);
    return behind.path.split('/').reduce(step, behind.stack);
  }

  function finish(stack: Stack, whole: string, follow: boolean, slash: boolean): Outcome {
    const names = whole.split('/').filter((name) => name !== '');
    const mustBeDirectory = slash || whole.endsWith('/');
    const last = names.pop() ?? '.';
    const holder = names.reduce(step, stack);
    if (last === '.' || last === '..') return { place: placeOf(step(holder, last)), isMissing: false };
    const entry = holder.at(-1)!.tree[last];
    if (entry === undefined) return { place: `${placeOf(holder)}/${last}`, isMissing: true };
    if (typeof entry === 'object' && isLink(entry) && (follow || mustBeDirectory)) {
      const behind = expand(holder, entry.link);
      return finish(behind.stack, behind.path, true, mustBeDirectory);
    }
    if (mustBeDirectory && (typeof entry === 'string' || isLink(entry))) throw new Failed('notdir');
    return { place: `${placeOf(holder)}/${last}`, isMissing: false };
  }

  try {
    if (path.startsWith('/')) throw new Failed('escaped');
    return finish([{ name: '', tree: start }], path, followFinal, false);
  } catch (error) {
    if (error instanceof Failed) return { failed: error.message };
    throw error;
  }
}

function placeOf(stack: Stack): string {
  return stack.map(({ name }) => name).join('/');
}

/** Every inode below `directory`, with its place in the model's words. */
function* places(inode: Inode, place: string): Generator<readonly [Inode, string]> {
  yield [inode, place];
  if (inode.kind !== 'directory') return;
  for (const [name, entry] of inode.entries) yield* places(entry.inode, `${place}/${name}`);
}

const name = fc.constantFrom('a', 'b', 'c');
const component = fc.oneof({ weight: 4, arbitrary: name }, fc.constantFrom('.', '..', ''));
const relative = fc
  .array(component, { minLength: 1, maxLength: 6 })
  .map((names) => names.join('/'))
  .filter((path) => path !== '');
const target = fc.oneof({ weight: 6, arbitrary: relative }, fc.constantFrom('../outside', '/a', '..'));
const { tree } = fc.letrec<{ tree: Tree; entry: Tree[string] }>((tie) => ({
  tree: fc.dictionary(name, tie('entry'), { maxKeys: 3, depthIdentifier: 'tree' }),
  entry: fc.oneof(
    { depthIdentifier: 'tree', maxDepth: 4 },
    fc.constant('text'),
    target.map((link) => ({ link })),
    tie('tree'),
    tie('tree'),
  ),
}));

it('leads where a naive recursion leads, for any tree with links and any path', () => {
  fc.assert(
    fc.property(tree, relative, fc.boolean(), (start, path, followFinal) => {
      const { at } = bootVolume({ outside: { a: 'secret' }, start });
      const directory = at('start');
      if (directory.kind !== 'directory') throw new Error('The fixture has no start');
      const inside = new Map(places(directory, ''));

      const found = resolve(directory, path, followFinal ? 'follow' : 'keep');
      const expected = model(start, path, followFinal);
      if (!found.ok) {
        expect({ failed: found.error.kind === 'errno' ? found.error.errno : found.error.kind }).toEqual(expected);
        return;
      }
      const { inode, parent, name: last } = found.value;
      const place = parent === undefined ? inside.get(inode!) : `${String(inside.get(parent))}/${last}`;
      expect({ place, isMissing: inode === undefined }).toEqual(expected);
      // Whatever a path says, it stays inside.
      expect(inode === undefined || inside.has(inode)).toBe(true);
      expect(parent === undefined || inside.has(parent)).toBe(true);
      if (parent !== undefined) expect(parent.lookup(last)).toBe(inode);
    }),
    { numRuns: 3000 },
  );
});
