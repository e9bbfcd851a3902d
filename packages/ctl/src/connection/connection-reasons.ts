/**
 * Why there was no connection to each endpoint, a line each: what the client says in its message, without the words of its libraries that
 * help nobody.
 *
 * @param message of an error of the client; its first line is about the call
 */
export function connectionReasons(message: string): string[] {
  const reasons = message.slice(message.indexOf('\n') + 1).replace(/\s*\n\s*(?=\(|\. Resolution)/g, ' ');
  return reasons
    .split('\n')
    .map((reason) =>
      reason
        .replace(/No connection established\. Last error: (Error: )?/, '')
        .replace(/\s*\.? *Resolution note:.*$/, '')
        .replace(/\s*\(\d{4}-\d\d-\d\dT[^)]*\)$/, '')
        .replace(/[0-9A-F]+:error:[0-9A-F]+:[^:]*:[^:]*:([^:]*):.*$/, '$1'),
    )
    .filter((reason) => reason !== '');
}
