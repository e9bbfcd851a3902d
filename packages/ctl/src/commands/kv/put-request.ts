import { PutRequest } from '@quorate/protocol';
import type { Flags } from '../../arguments/flags.ts';
import { badArguments } from '../../ctl-error.ts';
import { parseInteger } from '../../text/parse-integer.ts';

/**
 * The request that the arguments and flags of `put` make.
 *
 * @param readValue gives the value that is not among the arguments; `undefined` when there is nowhere to read it from
 * @throws {CtlError}
 */
export async function putRequest(
  args: readonly string[],
  flags: Flags,
  readValue: () => Promise<Uint8Array | undefined>,
): Promise<PutRequest> {
  const [key, given] = args;
  if (key === undefined) throw badArguments('put command needs 1 argument and input from stdin or 2 arguments');
  const ignoreValue = flags.bool('ignore-value');
  if (ignoreValue && args.length > 1) {
    throw badArguments("put command needs only 1 argument when 'ignore-value' is set");
  }
  const value = ignoreValue ? new Uint8Array() : given === undefined ? await readValue() : Buffer.from(given);
  if (value === undefined) throw badArguments('put command needs 1 argument and input from stdin or 2 arguments');
  return PutRequest.create({
    key: Buffer.from(key),
    value,
    lease: leaseOf(flags),
    prevKv: flags.bool('prev-kv'),
    ignoreValue,
    ignoreLease: flags.bool('ignore-lease'),
  });
}

function leaseOf(flags: Flags): bigint {
  try {
    return parseInteger(flags.string('lease'), 16, 'int64');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw badArguments(`bad lease ID (${reason}), expecting ID in Hex`);
  }
}
