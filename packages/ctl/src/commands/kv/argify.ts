/**
 * Takes a line apart into words, as the interactive forms of `txn` and `watch` do: words in double quotes may hold spaces and escapes,
 * words in single quotes are taken as they are.
 */
export function argify(line: string): string[] {
  const words = line.match(/"(?:[^"\\]|\\["\\]|\\.)*?"|'[^']*?'|\S+/gs) ?? [];
  return words.map((word) => {
    if (word.length < 2) return word;
    if (word.startsWith("'") && word.endsWith("'")) return word.slice(1, -1);
    if (word.startsWith('"') && word.endsWith('"')) return unquoted(word.slice(1, -1));
    return word;
  });
}

/** A backslash stands before characters that would otherwise mean something; three octal digits after it are a byte. */
function unquoted(text: string): string {
  return text.replace(/\\(x[0-9a-fA-F]{2}|[0-7]{3}|.)/gs, (_, code: string) => {
    if (/^x../.test(code)) return String.fromCharCode(Number.parseInt(code.slice(1), 16));
    if (/^[0-7]{3}$/.test(code)) return String.fromCharCode(Number.parseInt(code, 8));
    return { n: '\n', t: '\t', r: '\r' }[code] ?? code;
  });
}
