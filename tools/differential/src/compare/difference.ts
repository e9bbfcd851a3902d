import type { AnyMessageCodec, MessageCodec } from '@quorate/protocol';
import { plain } from './plain.ts';

/** Two answers to one request that should be equal and are not, for people to read. */
export interface Difference {
  readonly request: unknown;
  readonly etcd: unknown;
  readonly quorate: unknown;
}

/** Whether two messages have the same fields: they are written the same. */
export function sameMessage<T>(codec: MessageCodec<T>, one: T, other: T): boolean {
  return Buffer.compare(codec.encode(one), codec.encode(other)) === 0;
}

/** A message under its name. */
export function named(codec: AnyMessageCodec, message: object): Record<string, unknown> {
  return { [codec.typeName.replace(/^.*\./, '')]: plain(codec, message) };
}
