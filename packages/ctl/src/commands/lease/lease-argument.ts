import { badArguments } from '../../ctl-error.ts';
import { parseInteger } from '../../text/parse-integer.ts';

/**
 * The lease that is the only argument of a command.
 *
 * @param missing what to say when it is not
 * @throws {CtlError}
 */
export function leaseArgument(args: readonly string[], missing: string): bigint {
  const [text] = args;
  if (text === undefined || args.length > 1) throw badArguments(missing);
  try {
    return parseInteger(text, 16, 'int64');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw badArguments(`bad lease ID arg (${reason}), expecting ID in Hex`);
  }
}
