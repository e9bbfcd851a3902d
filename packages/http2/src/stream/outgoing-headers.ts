import type { HeaderBlock } from '../hpack/header-block.ts';
import { checkField } from '../hpack/hpack-writer.ts';
import type { OutgoingHeaders } from './stream.ts';

export function isHeaderBlock(headers: OutgoingHeaders): headers is HeaderBlock {
  return !Array.isArray(headers);
}

/** Throws a `TypeError` when a field cannot be sent; a prepared block was checked when it was made. */
export function checkHeaders(headers: OutgoingHeaders): void {
  if (isHeaderBlock(headers)) return;
  for (const [name, value] of headers) checkField(name, value);
}
