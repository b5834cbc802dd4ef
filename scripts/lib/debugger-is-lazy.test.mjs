// Nothing of the debugger is fetched before Debug is pressed: all that leads to it is `import()` at the places named here.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { expect, it } from 'vitest';
import { ROOT } from './run.mjs';

const files = ['app', 'runtime']
  .flatMap((folder) =>
    readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((file) => `${folder}/${file}`),
  )
  .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$|\.d\.ts$|\/testing\/|^runtime\/cli\//.test(file));
const imports = new Map(files.map((file) => [file, importsOf(file)]));

it.each([
  // The panels, when they are shown; what runs a program under the debugger, when Debug is pressed.
  [/^app\/features\/debugger\//, ['app/panel-table.ts']],
  [/^app\/features\/memory\//, ['app/panel-table.ts']],
  [/^runtime\/debug\/(session|instrument|debug-program)/, ['runtime/worker/process/process.worker.ts']],
])('reaches %s by import() only', (isDebugger, doors) => {
  const inside = whatNeeds((file) => isDebugger.test(file));
  expect(inside.size).toBeGreaterThan(5);
  for (const entry of ['app/entry.ts', 'app/main.tsx', ...files.filter((file) => file.endsWith('.worker.ts'))])
    expect(inside).not.toContain(entry);
  const leading = files.filter(
    (file) => !inside.has(file) && imports.get(file)?.later.some((target) => inside.has(target)),
  );
  expect(leading).toEqual(doors);
});

/**
 * What is fetched with any of `isWanted`: these, and all that import them at once.
 *
 * @param {(file: string) => boolean} isWanted
 */
function whatNeeds(isWanted) {
  const found = new Set(files.filter(isWanted));
  for (const target of found) for (const [file, { atOnce }] of imports) if (atOnce.includes(target)) found.add(file);
  return found;
}

/**
 * Imports of types are none.
 *
 * @param {string} file
 */
function importsOf(file) {
  const source = ts.createSourceFile(
    file,
    readFileSync(path.join(ROOT, file), 'utf8'),
    ts.ScriptTarget.Latest,
    false,
    file.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS,
  );
  /** @type {string[]} */
  const atOnce = [];
  /** @type {string[]} */
  const later = [];
  /** @param {ts.Expression | undefined} name @param {string[]} list */
  const add = (name, list) => {
    if (name && ts.isStringLiteral(name) && name.text.startsWith('.'))
      list.push(path.posix.join(path.posix.dirname(file), name.text));
  };
  /** @param {ts.Node} node */
  const visit = (node) => {
    if (ts.isImportDeclaration(node)) {
      if (node.importClause?.phaseModifier !== ts.SyntaxKind.TypeKeyword) add(node.moduleSpecifier, atOnce);
    } else if (ts.isExportDeclaration(node)) {
      if (!node.isTypeOnly) add(node.moduleSpecifier, atOnce);
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
      add(node.arguments[0], later);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return { atOnce, later };
}
