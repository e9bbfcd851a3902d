import type { AnyMessageCodec } from '../codec.ts';
import * as protocol from '../index.ts';

function isCodec(value: unknown): value is AnyMessageCodec {
  return typeof value === 'object' && value !== null && 'decode' in value && 'typeName' in value;
}

/** All codecs of the package, by their protobuf names. */
export const everyCodec: ReadonlyMap<string, AnyMessageCodec> = new Map(
  Object.values(protocol)
    .filter(isCodec)
    .map((codec) => [codec.typeName, codec]),
);
