import { ByteReader } from '../../wasm/byte-reader.ts';
import { ByteWriter } from '../../wasm/byte-writer.ts';
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
  const reader = new ByteReader(bytes);
  const out = new ByteWriter(bytes.length + 96);
  const shifts: Shift[] = [];
  const groups = reader.uleb();
  const groupsAt = reader.at;
  let locals = 0;
  for (let i = 0; i < groups; i++) {
    locals += reader.uleb();
    reader.u8();
  }
  const [first, second, result] = [params + locals, params + locals + 1, params + locals + 2];
  out
    .uleb(groups + 1)
    .bytes(bytes.subarray(groupsAt, reader.at))
    .uleb(3)
    .u8(I32);
  out.u8(OP.local_get, 0, OP.local_set).uleb(first);
  if (params > 1) out.u8(OP.local_get, 1, OP.local_set).uleb(second);
  const call = (): void => {
    out.u8(OP.i32_const, HEAP[name], OP.local_get).uleb(first).u8(OP.local_get).uleb(second);
    out.u8(OP.local_get).uleb(result).u8(OP.i32_const, HOOK.heap, OP.call_indirect).uleb(heapType).uleb(hooks);
  };
  const isFree = name === 'free';
  if (isFree) call();
  out.u8(OP.block, resultBlock);
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
      out.u8(OP.br).uleb(depth);
      shifts.push({ at: out.length, by: out.length - reader.at });
    } else out.bytes(bytes.subarray(at, reader.at));
  }
  if (!isFree) {
    out.u8(OP.local_set).uleb(result);
    call();
    out.u8(OP.local_get).uleb(result);
  }
  return { bytes: out.u8(OP.end).written, shifts };
}
