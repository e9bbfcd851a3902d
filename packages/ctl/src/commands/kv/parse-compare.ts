import { Compare, CompareResult, CompareTarget, type CompareTargetUnion } from '@quorate/protocol';
import { CtlError, exitCode } from '../../ctl-error.ts';
import { parseInteger } from '../../text/parse-integer.ts';

const results: Readonly<Record<string, CompareResult>> = {
  '=': CompareResult.Equal,
  '!=': CompareResult.NotEqual,
  '>': CompareResult.Greater,
  '<': CompareResult.Less,
};

type Side = Pick<Compare, 'target' | 'targetUnion'>;

/** How the targets read what they are compared with. */
const targets: Readonly<Record<string, (value: string) => Side>> = {
  ver: (value) => side(CompareTarget.Version, { case: 'version', value: counter(value) }),
  version: (value) => side(CompareTarget.Version, { case: 'version', value: counter(value) }),
  c: (value) => side(CompareTarget.Create, { case: 'createRevision', value: counter(value) }),
  create: (value) => side(CompareTarget.Create, { case: 'createRevision', value: counter(value) }),
  m: (value) => side(CompareTarget.Mod, { case: 'modRevision', value: counter(value) }),
  mod: (value) => side(CompareTarget.Mod, { case: 'modRevision', value: counter(value) }),
  val: (value) => side(CompareTarget.Value, { case: 'value', value: Buffer.from(value) }),
  value: (value) => side(CompareTarget.Value, { case: 'value', value: Buffer.from(value) }),
  lease: (value) => side(CompareTarget.Lease, { case: 'lease', value: parseInteger(value, 16, 'int64') }),
};

/**
 * Reads a comparison such as `mod("key") > "0"`.
 *
 * @throws {CtlError}
 */
export function parseCompare(line: string): Compare {
  const parts = /^\s*(\S+?)\s*\(\s*("(?:[^"\\]|\\.)*"|[^\s")]+)\s*\)\s*(\S+)\s+("(?:[^"\\]|\\.)*"|\S+)/s.exec(line);
  const [, target, key, operator, value] = parts ?? [];
  if (target === undefined || key === undefined || operator === undefined || value === undefined) {
    throw invalid(`malformed comparison: ${line}`);
  }
  const read = targets[target];
  if (read === undefined) throw invalid(`malformed comparison: ${line} (unknown target ${target})`);
  const result = results[operator];
  if (result === undefined) throw invalid(`invalid txn compare request: ${line} (unknown operator ${operator})`);
  return Compare.create({ result, key: Buffer.from(unquoted(key)), ...readSide(read, unquoted(value), line) });
}

function readSide(read: (value: string) => Side, value: string, line: string): Side {
  try {
    return read(value);
  } catch {
    throw invalid(`invalid txn compare request: ${line}`);
  }
}

function side(target: CompareTarget, targetUnion: CompareTargetUnion): Side {
  return { target, targetUnion };
}

function counter(text: string): number {
  return Number(parseInteger(text, 10, 'int64'));
}

function unquoted(text: string): string {
  if (!text.startsWith('"')) return text;
  return text.slice(1, -1).replace(/\\(.)/gs, '$1');
}

function invalid(message: string): CtlError {
  return new CtlError(exitCode.invalidInput, message, 'A comparison looks like this: mod("key") > "0"');
}
