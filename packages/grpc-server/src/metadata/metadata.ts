/** A value of metadata: text, or bytes for a key that ends in `-bin`. */
export type MetadataValue = string | Uint8Array;

/** One header field as it stands on the wire. */
export type HeaderField = readonly [name: string, value: string];

const validName = /^[0-9a-z_.-]+$/;
const validText = /^[\x20-\x7e]*$/;

/** Header fields that belong to HTTP/2 and gRPC themselves and are not metadata of the application. */
function isReserved(name: string): boolean {
  return (
    name.startsWith(':') ||
    name.startsWith('grpc-') ||
    name === 'content-type' ||
    name === 'te' ||
    name === 'user-agent'
  );
}

/**
 * Metadata of a call: lower-case names to one or more values, in order. Names that end in `-bin` carry bytes, which travel as
 * base64 (padding optional on the way in, left out on the way out); all others printable ASCII.
 */
export class Metadata {
  readonly #values = new Map<string, MetadataValue[]>();

  /** Metadata out of the header fields of a request; reserved fields are left out. Commas separate binary values. */
  static fromHeaders(fields: Iterable<HeaderField>): Metadata {
    const metadata = new Metadata();
    for (const [name, value] of fields) {
      if (isReserved(name)) continue;
      if (!name.endsWith('-bin')) metadata.#push(name, value);
      else
        for (const part of value.split(',')) metadata.#push(name, new Uint8Array(Buffer.from(part.trim(), 'base64')));
    }
    return metadata;
  }

  /** The first value under a name, if any. */
  get(name: string): MetadataValue | undefined {
    return this.#values.get(name.toLowerCase())?.[0];
  }

  /** The first value under a name when it is text. */
  getText(name: string): string | undefined {
    const value = this.get(name);
    return typeof value === 'string' ? value : undefined;
  }

  /** All values under a name. */
  getAll(name: string): readonly MetadataValue[] {
    return this.#values.get(name.toLowerCase()) ?? [];
  }

  /** Adds a value; throws a `TypeError` for a name or a value that cannot travel. */
  add(name: string, value: MetadataValue): this {
    const key = name.toLowerCase();
    if (!validName.test(key))
      throw new TypeError(`metadata name ${JSON.stringify(name)} has characters that cannot be sent`);
    const binary = key.endsWith('-bin');
    if (binary !== (typeof value !== 'string')) {
      throw new TypeError(
        `metadata ${key} must be ${binary ? 'bytes, because' : 'text, unless'} its name ends in -bin`,
      );
    }
    if (typeof value === 'string' && !validText.test(value)) {
      throw new TypeError(`metadata ${key} must be printable ASCII; use a name that ends in -bin for bytes`);
    }
    return this.#push(key, value);
  }

  /** The header fields that carry this metadata. */
  toHeaders(): HeaderField[] {
    const fields: HeaderField[] = [];
    for (const [name, values] of this.#values) {
      for (const value of values) {
        const text = typeof value === 'string' ? value : Buffer.from(value).toString('base64').replace(/=+$/, '');
        fields.push([name, text]);
      }
    }
    return fields;
  }

  #push(name: string, value: MetadataValue): this {
    const values = this.#values.get(name);
    if (values === undefined) this.#values.set(name, [value]);
    else values.push(value);
    return this;
  }
}
