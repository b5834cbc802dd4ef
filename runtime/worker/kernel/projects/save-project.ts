import type { Inode } from '../../../vfs/inode.ts';
import type { ProjectStore } from './project-store.ts';
import type { ProjectVolume } from './project-volume.ts';
import type { StoredProject } from './stored-records.ts';

/** What goes into one transaction: the worker serves others between one and the next. */
const PIECE_NODES = 1000;
const PIECE_BYTES = 16 << 20;

export interface SaveInput {
  readonly id: string;
  /** undefined: it was never stored. */
  readonly base: number | undefined;
  /** Parts of the save before that count already and do not lie in their places yet. */
  readonly unmoved: string | undefined;
  readonly volume: ProjectVolume;
  /** The record as of now: asked when the last part is taken, so that record and files are of one moment. */
  readonly record: () => StoredProject;
  /** Differs for each save. */
  readonly name: string;
  /** Most nodes in one transaction. */
  readonly partNodes?: number;
}

/**
 * Saves everything about a project that has changed, all of it or nothing. What is too much for one transaction is first
 * put aside in parts, while programs go on; what changes meanwhile is put aside again. The last part, the project's
 * record and all that was put aside count from one and the same transaction on. Resolves with the record as it is
 * stored; where it still names parts, they lie beside their places, and the next save moves them first.
 */
export async function saveProject(store: ProjectStore, input: SaveInput): Promise<StoredProject> {
  const { id, base, unmoved, volume, name, partNodes = PIECE_NODES } = input;
  if (unmoved !== undefined && base !== undefined) await store.moveStaged(id, unmoved, base);
  const taken: Inode[] = [];
  // A program that changes more than a part in the time that a part takes is cut short: the last part is as large as it is.
  let patience = 2 * volume.dirtyCount;
  let staged: string | undefined;
  try {
    for (;;) {
      const piece = patience < 0 ? volume.take(Infinity, Infinity) : volume.take(partNodes, PIECE_BYTES);
      taken.push(...piece.inodes);
      patience -= piece.inodes.length;
      if (!volume.isDirty) {
        const project = { ...input.record(), staged };
        await store.save({ id, base, project, put: piece.put, remove: piece.remove });
        return project;
      }
      staged = name;
      await store.stage(id, name, piece.put, piece.remove);
    }
  } catch (error) {
    volume.putBack(taken);
    // The space that it takes may be what is missing. What cannot be removed now is when the project is opened next.
    if (staged !== undefined) await store.dropStaged(id).catch(() => undefined);
    throw error;
  }
}
