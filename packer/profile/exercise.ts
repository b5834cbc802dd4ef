import { Builder } from '../../runtime/toolchain/build/build.ts';
import { compileFlags } from '../../runtime/toolchain/driver/driver-flags.ts';
import { parsePlan } from '../../runtime/toolchain/driver/job-plan.ts';
import type { KnownPlans } from '../../runtime/toolchain/driver/plans.ts';
import type { ProjectSettings } from '../../runtime/project/settings.ts';
import { symbolize } from '../../runtime/toolchain/report/symbolize.ts';
import { Tools } from '../../runtime/toolchain/tools/tools.ts';
import { FolderFiles } from '../../runtime/vfs/folder-files.ts';
import type { DirectoryInode } from '../../runtime/vfs/inode.ts';
import type { Sample } from './corpus.ts';

/**
 * Has the tools do with a sample what the app has them do with a project: check and build it, and look at the program.
 * `plans`: as in a first visit, without inspection, and with the driver's most frequent plans known beforehand.
 */
export async function exercise(
  tools: Tools,
  project: DirectoryInode,
  { files, settings }: Sample,
  plans?: KnownPlans,
): Promise<void> {
  project.entries.forEach((_, name) => project.unlink(name));
  const folder = new FolderFiles(project);
  for (const [name, text] of Object.entries(files)) folder.write(name, new TextEncoder().encode(text));
  const builder = new Builder(tools, plans);
  const never = new AbortController().signal;
  const needCxx = (): Promise<void> => Promise.resolve();
  for (const each of settings) {
    const built = await builder.build({ settings: each, signal: never, progress: () => undefined, needCxx });
    if (built.kind === 'built' && !plans) {
      await lookInside(tools, built.program);
      if (each.checks === 'on') await builder.unset(built.program, each, never);
    }
    await builder.check('main.c', each, never, needCxx);
  }
}

/** The rest of what is asked of the compiler, over one program. */
export async function exerciseViews(
  tools: Tools,
  project: DirectoryInode,
  source: string,
  settings: ProjectSettings,
): Promise<void> {
  new FolderFiles(project).write('view.c', new TextEncoder().encode(source));
  const output = Tools.inBuild('view.out');
  const flags = compileFlags(settings, 'c');
  await tools.run(['clang', '--version']);
  for (const mode of [
    ['-S'],
    ['-S', '-emit-llvm'],
    ['-c', '-emit-llvm'],
    ['-E'],
    ['-c', '-fdiagnostics-format=sarif', '-Wno-sarif-format-unstable'],
    ['-c', '-v'],
    ['-c', '-save-stats'],
    ['-c', '-g0'],
    ['-fsyntax-only', '-Xclang', '-ast-dump'],
  ]) {
    const plan = await tools.run(['clang', '-###', ...flags, ...mode, 'view.c', '-o', output]);
    for (const job of parsePlan(plan.stderr)) await tools.run(job.argv);
  }
  const plan = parsePlan((await tools.run(['clang', '-###', ...flags, '-fsyntax-only', 'view.c'])).stderr)[0];
  const lines = source.split('\n');
  for (let line = 1; line <= lines.length; line += 2) {
    const column = Math.max(1, (lines[line - 1]?.search(/[.>(=;]/) ?? 0) + 2);
    const completing = [
      `-code-completion-at=view.c:${line}:${column}`,
      '-code-completion-macros',
      '-code-completion-brief-comments',
      '-code-completion-patterns',
    ];
    if (plan)
      await tools.run(
        plan.argv.flatMap((word) => (word === '-fsyntax-only' ? ['-fsyntax-only', ...completing] : [word])),
      );
  }
}

const TOOLS: readonly (readonly string[])[] = [['llvm-objdump', '-d', '-t', '-h'], ['llvm-nm'], ['llvm-size']];

async function lookInside(tools: Tools, program: Uint8Array): Promise<void> {
  const frames = Array.from({ length: 6 }, (_, i) => ({
    functionIndex: i,
    byteOffset: 0x400 + i * 0x137,
    name: undefined,
  }));
  await symbolize(tools, program, { reason: 'unreachable', message: '', frames });
  if (program.length < 40_000) for (const argv of TOOLS) await tools.run([...argv, Tools.inBuild('main.wasm')]);
}
