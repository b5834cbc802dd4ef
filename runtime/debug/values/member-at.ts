import type { CType, Member } from '../c-type.ts';
import { bytesOfBits, readBits, readInteger } from './read-scalar.ts';
import type { ProgramMemory } from '../program-memory.ts';

/** An object in memory. */
export interface TypedPlace {
  readonly type: CType;
  readonly address: number;
}

/** A bit-field lies in its record: `address` is the record's. */
interface MemberPlace extends TypedPlace {
  readonly bits?: Member;
}

/** A member by its name, base classes and members without a name included. */
export function memberAt(record: TypedPlace | undefined, name: string): MemberPlace | undefined {
  if (record?.type.kind !== 'struct' && record?.type.kind !== 'union') return undefined;
  for (const member of record.type.members) {
    const { type, offset, bits } = member;
    if (member.name === name)
      return bits ? { type, address: record.address, bits: member } : { type, address: record.address + offset };
    const inner = member.name === '' ? memberAt({ type, address: record.address + offset }, name) : undefined;
    if (inner) return inner;
  }
  return undefined;
}

/** The whole number at a place; undefined: there is none, or it is not set. */
export function numberAt(memory: ProgramMemory, place: MemberPlace | undefined): number | undefined {
  if (!place) return undefined;
  const { type, address, bits } = place;
  const bytes = bits ? bytesOfBits(address, bits) : { address, length: type.bytes };
  if (!memory.holds(bytes.address, bytes.length) || !memory.isWritten(bytes.address, bytes.length)) return undefined;
  return Number(bits ? readBits(memory, address, bits) : readInteger(memory, address, type.bytes, false));
}

/** The pointer at a place; undefined: there is none, or it is not set. */
export function pointerAt(memory: ProgramMemory, place: MemberPlace | undefined): number | undefined {
  return place?.type.kind === 'pointer' ? numberAt(memory, place) : undefined;
}
