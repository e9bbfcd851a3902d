import type { AnyMessageCodec, EnumTable, FieldDescriptor, FieldKind, IntegerKind } from '../codec.ts';

/** What the generated code says about a field besides its names. */
interface FieldTraits {
  readonly repeated?: boolean;
  readonly integer?: IntegerKind;
  readonly message?: AnyMessageCodec;
  readonly enum?: EnumTable;
  readonly oneof?: string;
}

/** A field descriptor, with what does not apply left out. */
export function describeField(
  number: number,
  protoName: string,
  jsonName: string,
  property: string,
  kind: FieldKind,
  traits: FieldTraits = {},
): FieldDescriptor {
  return {
    number,
    protoName,
    jsonName,
    property,
    kind,
    repeated: traits.repeated ?? false,
    integer: traits.integer,
    message: traits.message,
    enum: traits.enum,
    oneof: traits.oneof,
  };
}

/** The names and numbers of an enum. */
export function describeEnum(typeName: string, numbers: Readonly<Record<string, number>>): EnumTable {
  const entries = Object.entries(numbers);
  return {
    typeName,
    numbers: new Map(entries),
    names: new Map(entries.map(([name, number]) => [number, name])),
  };
}
