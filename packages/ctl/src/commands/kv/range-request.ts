import { RangeRequest, SortOrder, SortTarget } from '@quorate/protocol';
import type { Flags } from '../../arguments/flags.ts';
import { badArguments, CtlError, exitCode } from '../../ctl-error.ts';
import { selectKeys } from './key-selection.ts';

const orders: Readonly<Record<string, SortOrder>> = {
  '': SortOrder.None,
  ASCEND: SortOrder.Ascend,
  DESCEND: SortOrder.Descend,
};

const targets: Readonly<Record<string, SortTarget>> = {
  '': SortTarget.Key,
  CREATE: SortTarget.Create,
  KEY: SortTarget.Key,
  MODIFY: SortTarget.Mod,
  VALUE: SortTarget.Value,
  VERSION: SortTarget.Version,
};

/**
 * The request that the arguments and flags of `get` make.
 *
 * @throws {CtlError}
 */
export function rangeRequest(args: readonly string[], flags: Flags): RangeRequest {
  if (args.length === 0) {
    throw badArguments('get command needs one argument as key and an optional argument as range_end');
  }
  if (flags.bool('keys-only') && flags.bool('count-only')) {
    throw badArguments('`--keys-only` and `--count-only` cannot be set at the same time, choose one');
  }
  const selection = selectKeys(args, flags);
  return RangeRequest.create({
    ...selection,
    limit: flags.number('limit'),
    revision: flags.number('rev'),
    ...sorting(flags),
    serializable: isSerializable(flags),
    keysOnly: flags.bool('keys-only'),
    countOnly: flags.bool('count-only'),
    minModRevision: flags.number('min-mod-rev'),
    maxModRevision: flags.number('max-mod-rev'),
    minCreateRevision: flags.number('min-create-rev'),
    maxCreateRevision: flags.number('max-create-rev'),
  });
}

/**
 * Whether `--consistency` asks for the member's own state.
 *
 * @throws {CtlError} for anything but `l` and `s`
 */
export function isSerializable(flags: Flags): boolean {
  const consistency = flags.string('consistency');
  if (consistency !== 'l' && consistency !== 's') {
    throw new CtlError(exitCode.badFeature, `unknown consistency flag ${JSON.stringify(consistency)}`);
  }
  return consistency === 's';
}

function sorting(flags: Flags): { sortOrder: SortOrder; sortTarget: SortTarget } {
  const order = orders[flags.string('order').toUpperCase()];
  if (order === undefined) throw new CtlError(exitCode.badFeature, `bad sort order ${flags.string('order')}`);
  const sortTarget = targets[flags.string('sort-by').toUpperCase()];
  if (sortTarget === undefined) throw new CtlError(exitCode.badFeature, `bad sort target ${flags.string('sort-by')}`);
  // Keys are in ascending order anyway; other targets need to be told to be sorted.
  const sortOrder = order === SortOrder.None && sortTarget !== SortTarget.Key ? SortOrder.Ascend : order;
  const isNatural = sortTarget === SortTarget.Key && sortOrder === SortOrder.Ascend;
  return { sortTarget, sortOrder: isNatural ? SortOrder.None : sortOrder };
}
