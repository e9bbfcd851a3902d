/** What Go's `encoding/json` would be given: bytes become base64, and 64-bit integers plain numbers. */
export type GoJson =
  | null
  | boolean
  | number
  | bigint
  | string
  | Uint8Array
  | readonly GoJson[]
  | { readonly [name: string]: GoJson };

const htmlEscapes: Readonly<Record<string, string>> = {
  '<': '\\u003c',
  '>': '\\u003e',
  '&': '\\u0026',
  '\u2028': '\\u2028',
  '\u2029': '\\u2029',
};

/** JSON on one line, byte for byte as Go writes it. */
export function goJson(value: GoJson): string {
  if (value === null) return 'null';
  if (typeof value === 'string') return goString(value);
  if (value instanceof Uint8Array) return `"${Buffer.from(value).toString('base64')}"`;
  if (typeof value !== 'object') return String(value);
  if (isList(value)) return `[${value.map(goJson).join(',')}]`;
  const members = Object.entries(value).map(([name, member]) => `${goString(name)}:${goJson(member)}`);
  return `{${members.join(',')}}`;
}

function goString(text: string): string {
  return JSON.stringify(text.toWellFormed()).replace(/[<>&\u2028\u2029]/g, (character) => htmlEscapes[character] ?? '');
}

/** `Array.isArray` does not know readonly arrays. */
export function isList(value: GoJson): value is readonly GoJson[] {
  return Array.isArray(value);
}
