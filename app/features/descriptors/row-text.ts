import type { Filetype } from '../../../runtime/abi/flags.ts';
import { visible } from '../../../runtime/base/visible-text.ts';
import { processText } from '../../../runtime/trace/wording.ts';
import type { DescriptorRow } from '../../../runtime/trace/descriptor-row.ts';
import type { Moment } from '../../state/live-slice.ts';
import { markedRows } from './table-model.ts';

const KINDS: Readonly<Record<Filetype, string>> = {
  unknown: 'stream',
  block_device: 'block device',
  character_device: 'terminal',
  directory: 'folder',
  regular_file: 'file',
  socket_dgram: 'socket',
  socket_stream: 'socket',
  symbolic_link: 'symbolic link',
};

export function kindText({ kind }: DescriptorRow): string {
  return KINDS[kind];
}

/** What there is to say of a descriptor beside its name and rights. */
export function factTexts(row: DescriptorRow): readonly string[] {
  const { path, origin, preopen, from, handed, offset, flags } = row;
  return [
    preopen === undefined ? kindText(row) : 'preopened folder',
    ...(path !== undefined && path !== origin ? [visible(path)] : []),
    ...(from ? [`from ${from.fd} ${visible(from.name)}`] : []),
    ...(handed ? [`handed on from ${handed.fd} ${visible(handed.name)}`] : []),
    ...(offset === undefined ? [] : [`at byte ${offset.toLocaleString('en')}`]),
    ...flags,
    ...(path === undefined && row.kind === 'regular_file' ? ['has no name any more'] : []),
  ];
}

/** How a descriptor is spoken of: its number, what the program calls it, and which program, where that is another one. */
export function rowName({ fd, origin, process }: DescriptorRow): string {
  return `${fd} ${visible(origin)}${process ? ` of ${processText(process)}` : ''}`;
}

export function secondsText(ms: number): string {
  return ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;
}

/** What happened at a moment, as compared with the one before. */
export function momentText(moments: readonly Moment[], index: number): string {
  const moment = moments[index];
  const before = moments[index - 1];
  if (!moment) return '';
  if (!before) return moment.call === 0 ? 'What it was granted' : 'When watching began';
  const byOwner = moment.cause === 'owner';
  const revoked = moment.rows.filter(({ id, isRevoked }) => isRevoked && wasOpen(before, id)?.isRevoked === false);
  const [top] = revoked;
  if (byOwner && top) {
    const others = revoked.length - 1;
    return `You revoked ${rowName(top)}${others === 0 ? '' : ` and ${others} opened beneath it`}`;
  }
  const changes = markedRows([before, moment, moment], 1).flatMap(({ row, mark }) => {
    switch (mark) {
      case 'new':
        return [`opened ${rowName(row)}`];
      case 'closed':
        return [`${byOwner ? 'you closed' : 'closed'} ${rowName(row)}`];
      case 'changed':
        return [changeText(row, wasOpen(before, row.id), byOwner)];
      default:
        return [];
    }
  });
  return changes.length === 0 ? 'Nothing changed' : capitalised(changes.join(', '));
}

function wasOpen({ rows }: Moment, id: number): DescriptorRow | undefined {
  return rows.find((row) => row.id === id);
}

function changeText(row: DescriptorRow, was: DescriptorRow | undefined, byOwner: boolean): string {
  if (was && was.fd !== row.fd) return `moved ${was.fd} to ${row.fd}`;
  if (was && was.ask !== row.ask) return `you allowed ${rowName(row)} for this run`;
  if (was && count(was) > count(row)) return `${byOwner ? 'you dropped' : 'gave up'} rights of ${rowName(row)}`;
  return `changed ${rowName(row)}`;
}

function count({ rights }: DescriptorRow): number {
  return rights.base.length + rights.inheriting.length;
}

function capitalised(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
