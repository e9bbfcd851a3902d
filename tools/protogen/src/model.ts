/** Scalars that etcd's messages use, and the two kinds of references. */
export type FieldKind = 'bool' | 'bytes' | 'string' | 'int32' | 'uint32' | 'int64' | 'uint64' | 'enum' | 'message';

/** The `quorate.integer` option, in lower case. */
export type IntegerKind = 'counter' | 'identifier' | 'saturating';

/**
 * When a singular field is written:
 * - `implicit`: when it is not its zero (proto3 scalars);
 * - `always`: always (proto2 scalars; bytes unless nil; sub-messages with `quorate.always`);
 * - `explicit`: when it is not `undefined` (sub-messages, proto2 scalars with `quorate.nullable`).
 */
export type Presence = 'implicit' | 'always' | 'explicit';

/** A field of a message, with everything the emitters need. */
export interface Field {
  readonly number: number;
  readonly protoName: string;
  readonly jsonName: string;
  readonly property: string;
  readonly kind: FieldKind;
  /** Of int64 and uint64 only. */
  readonly integer: IntegerKind | undefined;
  readonly repeated: boolean;
  /** Repeated scalars of proto3 go into one delimited field. */
  readonly packed: boolean;
  readonly presence: Presence;
  /** Full protobuf name of the enum or message. */
  readonly reference: string | undefined;
  /** protobuf name of the oneof. */
  readonly oneof: string | undefined;
  readonly comment: string | undefined;
}

/** A message type. */
export interface Message {
  readonly typeName: string;
  /** TypeScript name. */
  readonly name: string;
  /** `.proto` file, relative to the root of them. */
  readonly file: string;
  readonly comment: string | undefined;
  /** In ascending order of their numbers. */
  readonly fields: readonly Field[];
}

/** An enum type. */
export interface Enum {
  readonly typeName: string;
  /** TypeScript name. */
  readonly name: string;
  readonly file: string;
  readonly comment: string | undefined;
  readonly values: readonly { readonly protoName: string; readonly key: string; readonly number: number }[];
}

/** One rpc. */
export interface Method {
  readonly name: string;
  readonly request: string;
  readonly response: string;
  readonly clientStreaming: boolean;
  readonly serverStreaming: boolean;
}

/** A service. */
export interface Service {
  readonly typeName: string;
  readonly name: string;
  readonly methods: readonly Method[];
}

/** Everything that the `.proto` files say. */
export interface Schema {
  /** In the order of their paths. */
  readonly files: readonly string[];
  readonly messages: readonly Message[];
  readonly enums: readonly Enum[];
  readonly services: readonly Service[];
}
