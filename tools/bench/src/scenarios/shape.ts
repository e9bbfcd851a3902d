import { OptionError } from '../options/option-error.ts';

/** More than this a loopback address has no ports for, and no server is asked in practice. */
const CONCURRENT_MAX = 100_000;

/** How many requests are under way at once: each of `connections` carries `streams`, each of which asks again once it is answered. */
export interface Shape {
  readonly connections: number;
  readonly streams: number;
}

/** Reads `10x100` (or `10×100`). */
export function parseShape(text: string): Shape {
  const found = /^(\d+)[x×](\d+)$/.exec(text.trim());
  const shape = { connections: Number(found?.[1]), streams: Number(found?.[2]) };
  const concurrent = shape.connections * shape.streams;
  if (!(concurrent >= 1 && concurrent <= CONCURRENT_MAX)) {
    throw new OptionError(`--shapes: "${text}" is no connections×streams such as 10x100`);
  }
  return shape;
}

/** As people write it: `10×100`. */
export function shapeName(shape: Shape): string {
  return `${shape.connections}×${shape.streams}`;
}
