import type { Case, CaseResult, FileTree } from '../../../runtime/protocol/conformance-case.ts';
import { Folder, NotStarted, run, type Outcome } from '../src/index.ts';

/** A process of its own for conformance cases, run as a user of the package would run them. */
process.on('message', (test: Case) => {
  runCase(test).then(
    (result) => process.send?.({ result }),
    (error: unknown) =>
      process.send?.({ failure: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
  );
});

async function runCase({ wasm, argv, env, preopens, stdin, personality, setup }: Case): Promise<CaseResult> {
  if (setup) throw new Error('A case that prepares the machine cannot be run through the package');
  const out = { stdout: '', stderr: '' };
  const decoders = { stdout: new TextDecoder(), stderr: new TextDecoder() };
  const into = (name: 'stdout' | 'stderr') => (bytes: Uint8Array) =>
    void (out[name] += decoders[name].decode(bytes, { stream: true }));
  try {
    const end = await run(wasm, {
      args: argv,
      env: Object.fromEntries(env.map((entry) => [entry.split('=', 1)[0] ?? '', entry.slice(entry.indexOf('=') + 1)])),
      preopens: Object.fromEntries(preopens.map(({ guest, files }) => [guest, folderOf(files)])),
      stdin,
      personality,
      stdout: into('stdout'),
      stderr: into('stderr'),
    });
    return { end: endOf(end), ...out };
  } catch (error) {
    if (!(error instanceof NotStarted)) throw error;
    return { end: { kind: 'not-started', message: error.message }, ...out };
  }
}

function folderOf(files: FileTree): Folder {
  const folder = new Folder();
  for (const entry of files) {
    if (entry.kind === 'folder') folder.makeFolder(entry.path);
    else if (entry.kind === 'file') folder.write(entry.path, entry.bytes);
    else folder.makeLink(entry.path, entry.target);
  }
  return folder;
}

function endOf(end: Outcome): CaseResult['end'] {
  switch (end.kind) {
    case 'trapped':
      return { kind: 'trapped', message: `${end.reason}: ${end.message}` };
    case 'stopped':
      return { kind: 'killed' };
    case 'exited':
    case 'signalled':
      return end;
  }
}
