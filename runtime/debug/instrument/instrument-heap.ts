import { WasmReader } from '../../wasm/wasm-reader.ts';
import { WasmWriter } from '../../wasm/wasm-writer.ts';
import { OP, readInstruction, type Instruction } from '../../wasm/instruction.ts';
import { HEAP, HOOK, type HeapFunction } from './layout.ts';
import type { Body, InstrumentedBody, Shift } from './instrument-body.ts';

const I32 = 0x7f;

/** An allocating function that calls the heap hook with its first two arguments and its result when it returns. */
export function instrumentHeap(
  { bytes, params, resultBlock }: Body,
  name: HeapFunction,
  { hooks, heapType }: { readonly hooks: number; readonly heapType: number },
): InstrumentedBody {
  const reader = new WasmReader(bytes);
  const out = new WasmWriter(bytes.length + 96);
  const shifts: Shift[] = [];
  const groups = reader.u32();
  const groupsAt = reader.at;
  let locals = 0;
  for (let i = 0; i < groups; i++) {
    locals += reader.u32();
    reader.byte();
  }
  const [first, second, result] = [params + locals, params + locals + 1, params + locals + 2];
  out
    .u32(groups + 1)
    .bytes(bytes.subarray(groupsAt, reader.at))
    .u32(3)
    .code(I32);
  out.code(OP.local_get, 0, OP.local_set).u32(first);
  if (params > 1) out.code(OP.local_get, 1, OP.local_set).u32(second);
  const call = (): void => {
    out.code(OP.i32_const, HEAP[name], OP.local_get).u32(first).code(OP.local_get).u32(second);
    out.code(OP.local_get).u32(result).code(OP.i32_const, HOOK.heap, OP.call_indirect).u32(heapType).u32(hooks);
  };
  const isFree = name === 'free';
  if (isFree) call();
  out.code(OP.block, resultBlock);
  shifts.push({ at: out.length, by: out.length - reader.at });

  const instruction: Instruction = { opcode: 0, operand: 0 };
  let depth = 0;
  while (reader.at < bytes.length) {
    const at = reader.at;
    readInstruction(reader, instruction);
    const { opcode } = instruction;
    if (opcode === OP.block || opcode === OP.loop || opcode === OP.if) depth++;
    else if (opcode === OP.end) depth--;
    if (opcode === OP.return) {
      out.code(OP.br).u32(depth);
      shifts.push({ at: out.length, by: out.length - reader.at });
    } else out.bytes(bytes.subarray(at, reader.at));
  }
  if (!isFree) {
    out.code(OP.local_set).u32(result);
    call();
    out.code(OP.local_get).u32(result);
  }
  return { bytes: out.code(OP.end).written, shifts };
}
