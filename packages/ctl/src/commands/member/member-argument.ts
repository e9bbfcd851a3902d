import { badArguments } from '../../ctl-error.ts';
import { parseInteger } from '../../text/parse-integer.ts';

/**
 * The member that is the only argument of a command.
 *
 * @throws {CtlError}
 */
export function memberArgument(args: readonly string[]): bigint {
  const [text] = args;
  if (text === undefined || args.length > 1) throw badArguments('member ID is not provided');
  try {
    return parseInteger(text, 16, 'uint64');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw badArguments(`bad member ID arg (${reason}), expecting ID in Hex`);
  }
}

/** The URLs of `--peer-urls`. */
export function peerUrlsOf(text: string): string[] {
  if (text === '') throw badArguments('member peer urls not provided');
  return text.split(',');
}
