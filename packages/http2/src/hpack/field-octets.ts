/** Bytes that a name may consist of (RFC 9113 section 8.2.1): visible ASCII without capital letters; a colon only in front. */
const nameOctets = new Uint8Array(256);
for (let octet = 0x21; octet < 0x7f; octet++) nameOctets[octet] = octet >= 0x41 && octet <= 0x5a ? 0 : 1;
nameOctets[0x3a] = 0;

/** Whether `source[start, end)` is no valid field name. */
export function isNameMalformed(source: Uint8Array, start: number, end: number): boolean {
  if (start === end) return true;
  const first = source[start] === 0x3a ? start + 1 : start;
  for (let at = first; at < end; at++) if (nameOctets[source[at] as number] === 0) return true;
  return first === end;
}

/** Whether `source[start, end)` is no valid field value: NUL, CR or LF inside, or white space at either end. */
export function isValueMalformed(source: Uint8Array, start: number, end: number): boolean {
  if (start === end) return false;
  if (isSpace(source[start] as number) || isSpace(source[end - 1] as number)) return true;
  for (let at = start; at < end; at++) {
    const octet = source[at] as number;
    if (octet <= 0x0d && (octet === 0 || octet === 0x0a || octet === 0x0d)) return true;
  }
  return false;
}

function isSpace(octet: number): boolean {
  return octet === 0x20 || octet === 0x09;
}
