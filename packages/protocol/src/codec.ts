/** How a field's value looks on the wire and in JSON. */
export type FieldKind = 'bool' | 'bytes' | 'string' | 'int32' | 'uint32' | 'int64' | 'uint64' | 'enum' | 'message';

/** How a 64-bit integer field became a JavaScript value; see `proto/quorate/options.proto`. */
export type IntegerKind = 'counter' | 'identifier' | 'saturating';

/** The names and numbers of an enum. Enums are open: a value may be none of these. */
export interface EnumTable {
  /** Full protobuf name, e.g. `etcdserverpb.AlarmType`. */
  readonly typeName: string;
  /** Protobuf value names by number. */
  readonly names: ReadonlyMap<number, string>;
  /** Numbers by protobuf value name. */
  readonly numbers: ReadonlyMap<string, number>;
}

/** What a generic reader (a JSON gateway, a printer) has to know about a field. */
export interface FieldDescriptor {
  readonly number: number;
  /** As in the `.proto` file, e.g. `range_end`: what etcd's gateway prints. */
  readonly protoName: string;
  /** protobuf's JSON name, e.g. `rangeEnd`: also accepted from clients. */
  readonly jsonName: string;
  /** The property of the TypeScript object. */
  readonly property: string;
  readonly kind: FieldKind;
  readonly repeated: boolean;
  /** Of 64-bit integers only: `identifier` values are bigint, the others number. */
  readonly integer: IntegerKind | undefined;
  /** The codec of a message field. */
  readonly message: AnyMessageCodec | undefined;
  /** The names of an enum field. */
  readonly enum: EnumTable | undefined;
  /** The property of the oneof that holds this field as `{ case: property, value }`. */
  readonly oneof: string | undefined;
}

/** Reads and writes one type of message. */
export interface MessageCodec<T> {
  /** Full protobuf name, e.g. `etcdserverpb.PutRequest`. */
  readonly typeName: string;
  /** In ascending order of their numbers. */
  readonly fields: readonly FieldDescriptor[];
  /** A message with all fields at zero but those of `init`. */
  create(init?: Partial<T>): T;
  /**
   * Reads a message from `bytes[start, end)`. Fields of bytes are views on `bytes`: whoever reuses the buffer copies them first.
   * A missing field is its zero, an unknown field is skipped and forgotten, the last occurrence of a scalar or oneof counts,
   * occurrences of a sub-message are merged into one.
   *
   * @throws {DecodeError} when the bytes are not such a message
   */
  decode(bytes: Uint8Array, start?: number, end?: number): T;
  /** Encoded length in bytes. */
  size(message: T): number;
  /**
   * Writes the message to `out` at `offset`, where {@link size} bytes must be free, and returns the offset after it.
   *
   * @throws {RangeError} when `out` is too short, or when a number is no safe integer
   */
  write(message: T, out: Uint8Array, offset: number): number;
  /** The message in a new array. */
  encode(message: T): Uint8Array;
}

/** A codec of whatever message, for code that goes by {@link MessageCodec.fields}. */
export type AnyMessageCodec = MessageCodec<object>;

/** One rpc of a service. */
export interface MethodDescriptor<Request = object, Response = object> {
  /** `/package.Service/Method`, the `:path` of its calls. */
  readonly path: string;
  /** Full protobuf name, e.g. `etcdserverpb.KV`. */
  readonly service: string;
  readonly name: string;
  readonly request: MessageCodec<Request>;
  readonly response: MessageCodec<Response>;
  readonly clientStreaming: boolean;
  readonly serverStreaming: boolean;
}
