import type { ModuleInfo } from './module-info.ts';

/** What a component imports and exports, as WIT writes a world: interfaces by name, which say what their functions are. */
export function worldText({ imports, exports }: Pick<ModuleInfo, 'imports' | 'exports'>): string {
  const lines = [
    ...imports.map(({ module }) => `  import ${module};`),
    ...(imports.length > 0 && exports.length > 0 ? [''] : []),
    ...exports.map(({ name }) => `  export ${name};`),
  ];
  return ['package root:component;', '', 'world root {', ...lines, '}', ''].join('\n');
}
