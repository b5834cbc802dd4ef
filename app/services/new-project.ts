import { DEFAULT_POLICY } from '../../runtime/policy/policy.ts';
import { DEFAULT_SETTINGS, type NewProject } from '../../runtime/protocol/project.ts';
import { firstSource, type Example } from './example.ts';

const EMPTY_MAIN = '#include <stdio.h>\n\nint main(void) {\n    \n    return 0;\n}\n';

export function emptyProject(name: string): NewProject {
  const files = new Map([['main.c', new TextEncoder().encode(EMPTY_MAIN)]]);
  return { name, settings: { ...DEFAULT_SETTINGS, openFile: 'main.c' }, files };
}

export function exampleProject(example: Example, name: string): NewProject {
  const encoder = new TextEncoder();
  return {
    name,
    settings: {
      ...DEFAULT_SETTINGS,
      args: example.args,
      env: example.env,
      policy: { ...DEFAULT_POLICY, listen: example.listenPort === undefined ? [] : [{ port: example.listenPort }] },
      openFile: firstSource([...example.files.keys()]),
    },
    files: new Map([...example.files].map(([path, text]) => [path, encoder.encode(text)])),
  };
}
