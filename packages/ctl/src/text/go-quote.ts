const shortEscapes: Readonly<Record<number, string>> = {
  7: '\\a',
  8: '\\b',
  9: '\\t',
  10: '\\n',
  11: '\\v',
  12: '\\f',
  13: '\\r',
  34: '\\"',
  92: '\\\\',
};

const replacement = 0xfffd;

/** Bytes, or a text, as Go's `%q` shows them: in quotes, with everything escaped that a terminal would not show. */
export function goQuote(value: Uint8Array | string): string {
  const bytes = Buffer.from(value);
  let quoted = '"';
  for (let position = 0; position < bytes.length; ) {
    const length = sequenceLength(bytes, position);
    if (length === 0) {
      quoted += `\\x${hex(bytes[position] ?? 0, 2)}`;
      position++;
      continue;
    }
    quoted += quotedRune(bytes.toString('utf8', position, position + length).codePointAt(0) ?? replacement);
    position += length;
  }
  return `${quoted}"`;
}

function quotedRune(rune: number): string {
  const short = shortEscapes[rune];
  if (short !== undefined) return short;
  const character = String.fromCodePoint(rune);
  if (rune === 0x20 || /^[\p{L}\p{M}\p{N}\p{P}\p{S}]$/u.test(character)) return character;
  if (rune < 0x20 || rune === 0x7f) return `\\x${hex(rune, 2)}`;
  return rune < 0x10000 ? `\\u${hex(rune, 4)}` : `\\U${hex(rune, 8)}`;
}

/** How many bytes the UTF-8 sequence at `position` has; 0 when there is none. */
function sequenceLength(bytes: Buffer, position: number): number {
  const first = bytes[position] ?? 0;
  if (first < 0x80) return 1;
  const length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
  const text = bytes.toString('utf8', position, position + length);
  const encoded = Buffer.from(text);
  const isWhole = encoded.length === length && encoded.equals(bytes.subarray(position, position + length));
  return isWhole && [...text].length === 1 ? length : 0;
}

function hex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, '0');
}
