import { type GoJson, isList } from './go-json.ts';

/** The same with keys and values as text. Bytes that are no text are `{ "base64": … }`, so that they cannot be taken for one. */
export function readable(value: GoJson): GoJson {
  if (value instanceof Uint8Array) return textOf(value);
  if (value === null || typeof value !== 'object') return value;
  if (isList(value)) return value.map(readable);
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, readable(member)]));
}

function textOf(bytes: Uint8Array): GoJson {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return { base64: Buffer.from(bytes).toString('base64') };
  }
}
