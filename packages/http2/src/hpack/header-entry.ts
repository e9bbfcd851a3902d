import type { HeaderField } from '../headers/header-field.ts';

/** What a field costs in a table and in a header list beside its name and value (RFC 7541 section 4.1). */
export const ENTRY_OVERHEAD_BYTES = 32;

/** A field as the tables hold it: checked once when it is decoded, shared by every header list that refers to it. */
export class HeaderEntry {
  readonly name: string;
  readonly value: string;
  /** Size as RFC 7541 section 4.1 counts it. */
  readonly size: number;
  /** The name has characters that RFC 9113 section 8.2.1 forbids. */
  readonly nameMalformed: boolean;
  /** Name or value has. A message with such a field is malformed, the table is not. */
  readonly malformed: boolean;
  /** The form handed to the layers above. */
  readonly field: HeaderField;

  constructor(name: string, value: string, nameMalformed: boolean, valueMalformed: boolean) {
    this.name = name;
    this.value = value;
    this.size = name.length + value.length + ENTRY_OVERHEAD_BYTES;
    this.nameMalformed = nameMalformed;
    this.malformed = nameMalformed || valueMalformed;
    this.field = [name, value];
  }
}
