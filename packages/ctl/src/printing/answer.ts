import type { GoJson } from '../format/go-json.ts';
import type { Table } from '../format/table.ts';
import type { TextWriter } from './text-writer.ts';

/** What a command has to say, in each format it can be said in. */
export interface Answer {
  /** For people. */
  readonly simple: (out: TextWriter) => void;
  /** One `"Name" : value` a line. */
  readonly fields?: ((out: TextWriter) => void) | undefined;
  readonly json?: (() => GoJson) | undefined;
  /** The bytes of the server's answer. */
  readonly protobuf?: (() => Uint8Array) | undefined;
  readonly table?: (() => Table) | undefined;
}
