import { moduleProblemText } from '../../../runtime/abi/module-info.ts';
import { inspectModule } from '../../../runtime/guest/inspect.ts';
import { limitMemory, tooMuchMemoryText } from '../../../runtime/guest/limit-memory.ts';
import { DEFAULT_LIMITS, type Limits } from '../../../runtime/policy/policy.ts';
import type { Program } from './options.ts';

/** A program that cannot be started. The message is a sentence. */
export class NotStarted extends Error {
  override readonly name = 'NotStarted';
}

/**
 * A module whose memory cannot grow beyond `limits`, from what the program was given as. One that was compiled by the
 * caller has the limits that the caller gave it. Rejects with `NotStarted` for what is no program of WASI preview 1.
 */
export async function moduleOf(program: Program, limits: Partial<Limits> = {}): Promise<WebAssembly.Module> {
  // The type of a module has no members that would tell it from the others.
  const given: unknown = program;
  if (given instanceof WebAssembly.Module) return given;
  const bytes = await bytesOf(program as Bytes);
  const { memoryPages } = { ...DEFAULT_LIMITS, ...limits };
  const { problem } = await inspectModule(bytes);
  if (problem) throw new NotStarted(moduleProblemText(problem));
  const limited = limitMemory(bytes, memoryPages);
  if (!(limited instanceof Uint8Array)) throw new NotStarted(tooMuchMemoryText(limited));
  return WebAssembly.compile(limited);
}

type Bytes = ArrayBuffer | Uint8Array<ArrayBuffer> | Response | PromiseLike<Response>;

async function bytesOf(program: Bytes): Promise<Uint8Array<ArrayBuffer>> {
  if (program instanceof Uint8Array) return program;
  if (program instanceof ArrayBuffer) return new Uint8Array(program);
  const response = await program;
  if (!response.ok) throw new NotStarted(`The program could not be fetched: ${response.status} ${response.statusText}`);
  return new Uint8Array(await response.arrayBuffer());
}
