// Written by tools/protogen from proto/authpb.proto; change that and run it again.
import type { EnumTable, FieldDescriptor, MessageCodec } from '../codec.ts';
import { allocate } from '../wire/allocate.ts';
import { delimitedSize, emptyBytes, writeBytes } from '../wire/bytes.ts';
import { cursor } from '../wire/cursor.ts';
import { describeEnum, describeField } from '../wire/describe.ts';
import { checkFull, checkPart, checkRoom, located, skipUnknown } from '../wire/message.ts';
import { readBool, readInt32, readLength, readTag } from '../wire/read-varint.ts';
import { readString, utf8Size, writeString } from '../wire/text.ts';
import { varintSize, writeVarint } from '../wire/write-varint.ts';

export const PermissionType = {
  Read: 0,
  Write: 1,
  Readwrite: 2,
} as const;
export type PermissionType = (typeof PermissionType)[keyof typeof PermissionType];

export const PermissionTypeTable: EnumTable = describeEnum('authpb.Permission.Type', {
  READ: 0,
  WRITE: 1,
  READWRITE: 2,
});

export interface UserAddOptions {
  /** The user can only be recognised by its certificate. */
  noPassword: boolean;
}

export function readUserAddOptions(bytes: Uint8Array, start: number, end: number, before?: UserAddOptions | undefined): UserAddOptions {
  const message: UserAddOptions = before ?? { noPassword: false };
  let position = start;
  let tag = 0;
  try {
    while (position < end) {
      tag = bytes[position] as number;
      if (tag < 0x80) {
        position++;
      } else {
        tag = readTag(bytes, position, end);
        position = cursor.position;
      }
      switch (tag) {
        case 8:
          message.noPassword = readBool(bytes, position, end);
          position = cursor.position;
          break;
        default:
          position = skipUnknown(UserAddOptions, bytes, position, end, tag);
      }
    }
  } catch (error) {
    throw located(error, UserAddOptions, tag);
  }
  return message;
}

export function sizeUserAddOptions(message: UserAddOptions): number {
  let size = 0;
  if (message.noPassword) {
    size += 2;
  }
  return size;
}

export function writeUserAddOptions(message: UserAddOptions, out: Uint8Array, offset: number): number {
  let at = offset;
  if (message.noPassword) {
    out[at++] = 8; out[at++] = message.noPassword ? 1 : 0;
  }
  return at;
}

let fieldsOfUserAddOptions: readonly FieldDescriptor[] | undefined;

export const UserAddOptions: MessageCodec<UserAddOptions> = {
  typeName: 'authpb.UserAddOptions',
  get fields() {
    fieldsOfUserAddOptions ??= [
    describeField(1, 'no_password', 'noPassword', 'noPassword', 'bool'),
    ];
    return fieldsOfUserAddOptions;
  },
  create: (init = {}) => ({ noPassword: init.noPassword ?? false }),
  decode(bytes, start = 0, end = bytes.length) {
    checkPart(bytes, start, end);
    return readUserAddOptions(bytes, start, end);
  },
  size: sizeUserAddOptions,
  write: (message, out, offset) => checkRoom(out, writeUserAddOptions(message, out, offset)),
  encode(message) {
    const out = allocate(sizeUserAddOptions(message));
    return checkFull(out, writeUserAddOptions(message, out, 0));
  },
};

export interface AuthUser {
  name: Uint8Array;
  /** A bcrypt hash. */
  password: Uint8Array;
  roles: string[];
  options: UserAddOptions | undefined;
}

export function readAuthUser(bytes: Uint8Array, start: number, end: number): AuthUser {
  const message: AuthUser = { name: emptyBytes, password: emptyBytes, roles: [], options: undefined };
  const { buffer, byteOffset } = bytes;
  let position = start;
  let tag = 0;
  try {
    while (position < end) {
      tag = bytes[position] as number;
      if (tag < 0x80) {
        position++;
      } else {
        tag = readTag(bytes, position, end);
        position = cursor.position;
      }
      switch (tag) {
        case 10: {
          const length = readLength(bytes, position, end);
          position = cursor.position;
          message.name = length === 0 ? emptyBytes : new Uint8Array(buffer, byteOffset + position, length);
          position += length;
          break;
        }
        case 18: {
          const length = readLength(bytes, position, end);
          position = cursor.position;
          message.password = length === 0 ? emptyBytes : new Uint8Array(buffer, byteOffset + position, length);
          position += length;
          break;
        }
        case 26: {
          const length = readLength(bytes, position, end);
          position = cursor.position;
          message.roles.push(readString(bytes, position, length));
          position += length;
          break;
        }
        case 34: {
          const length = readLength(bytes, position, end);
          position = cursor.position;
          message.options = readUserAddOptions(bytes, position, position + length, message.options);
          position += length;
          break;
        }
        default:
          position = skipUnknown(AuthUser, bytes, position, end, tag);
      }
    }
  } catch (error) {
    throw located(error, AuthUser, tag);
  }
  return message;
}

export function sizeAuthUser(message: AuthUser): number {
  let size = 0;
  if (message.name.length > 0) {
    size += 1 + delimitedSize(message.name.length);
  }
  if (message.password.length > 0) {
    size += 1 + delimitedSize(message.password.length);
  }
  for (const item of message.roles) {
    size += 1 + delimitedSize(utf8Size(item));
  }
  if (message.options !== undefined) {
    size += 1 + delimitedSize(sizeUserAddOptions(message.options));
  }
  return size;
}

export function writeAuthUser(message: AuthUser, out: Uint8Array, offset: number): number {
  let at = offset;
  if (message.name.length > 0) {
    out[at++] = 10; at = writeBytes(out, at, message.name);
  }
  if (message.password.length > 0) {
    out[at++] = 18; at = writeBytes(out, at, message.password);
  }
  for (const item of message.roles) {
    out[at++] = 26; at = writeString(out, at, item);
  }
  if (message.options !== undefined) {
    out[at++] = 34; at = writeVarint(out, at, sizeUserAddOptions(message.options)); at = writeUserAddOptions(message.options, out, at);
  }
  return at;
}

let fieldsOfAuthUser: readonly FieldDescriptor[] | undefined;

export const AuthUser: MessageCodec<AuthUser> = {
  typeName: 'authpb.User',
  get fields() {
    fieldsOfAuthUser ??= [
    describeField(1, 'name', 'name', 'name', 'bytes'),
    describeField(2, 'password', 'password', 'password', 'bytes'),
    describeField(3, 'roles', 'roles', 'roles', 'string', { repeated: true }),
    describeField(4, 'options', 'options', 'options', 'message', { message: UserAddOptions }),
    ];
    return fieldsOfAuthUser;
  },
  create: (init = {}) => ({ name: init.name ?? emptyBytes, password: init.password ?? emptyBytes, roles: init.roles ?? [], options: init.options }),
  decode(bytes, start = 0, end = bytes.length) {
    checkPart(bytes, start, end);
    return readAuthUser(bytes, start, end);
  },
  size: sizeAuthUser,
  write: (message, out, offset) => checkRoom(out, writeAuthUser(message, out, offset)),
  encode(message) {
    const out = allocate(sizeAuthUser(message));
    return checkFull(out, writeAuthUser(message, out, 0));
  },
};

export interface Permission {
  permType: PermissionType;
  key: Uint8Array;
  rangeEnd: Uint8Array;
}

export function readPermission(bytes: Uint8Array, start: number, end: number, before?: Permission | undefined): Permission {
  const message: Permission = before ?? { permType: 0, key: emptyBytes, rangeEnd: emptyBytes };
  const { buffer, byteOffset } = bytes;
  let position = start;
  let tag = 0;
  try {
    while (position < end) {
      tag = bytes[position] as number;
      if (tag < 0x80) {
        position++;
      } else {
        tag = readTag(bytes, position, end);
        position = cursor.position;
      }
      switch (tag) {
        case 8:
          message.permType = readInt32(bytes, position, end) as PermissionType;
          position = cursor.position;
          break;
        case 18: {
          const length = readLength(bytes, position, end);
          position = cursor.position;
          message.key = length === 0 ? emptyBytes : new Uint8Array(buffer, byteOffset + position, length);
          position += length;
          break;
        }
        case 26: {
          const length = readLength(bytes, position, end);
          position = cursor.position;
          message.rangeEnd = length === 0 ? emptyBytes : new Uint8Array(buffer, byteOffset + position, length);
          position += length;
          break;
        }
        default:
          position = skipUnknown(Permission, bytes, position, end, tag);
      }
    }
  } catch (error) {
    throw located(error, Permission, tag);
  }
  return message;
}

export function sizePermission(message: Permission): number {
  let size = 0;
  if (message.permType !== 0) {
    size += 1 + varintSize(message.permType);
  }
  if (message.key.length > 0) {
    size += 1 + delimitedSize(message.key.length);
  }
  if (message.rangeEnd.length > 0) {
    size += 1 + delimitedSize(message.rangeEnd.length);
  }
  return size;
}

export function writePermission(message: Permission, out: Uint8Array, offset: number): number {
  let at = offset;
  if (message.permType !== 0) {
    out[at++] = 8; at = writeVarint(out, at, message.permType);
  }
  if (message.key.length > 0) {
    out[at++] = 18; at = writeBytes(out, at, message.key);
  }
  if (message.rangeEnd.length > 0) {
    out[at++] = 26; at = writeBytes(out, at, message.rangeEnd);
  }
  return at;
}

let fieldsOfPermission: readonly FieldDescriptor[] | undefined;

export const Permission: MessageCodec<Permission> = {
  typeName: 'authpb.Permission',
  get fields() {
    fieldsOfPermission ??= [
    describeField(1, 'permType', 'permType', 'permType', 'enum', { enum: PermissionTypeTable }),
    describeField(2, 'key', 'key', 'key', 'bytes'),
    describeField(3, 'range_end', 'rangeEnd', 'rangeEnd', 'bytes'),
    ];
    return fieldsOfPermission;
  },
  create: (init = {}) => ({ permType: init.permType ?? 0, key: init.key ?? emptyBytes, rangeEnd: init.rangeEnd ?? emptyBytes }),
  decode(bytes, start = 0, end = bytes.length) {
    checkPart(bytes, start, end);
    return readPermission(bytes, start, end);
  },
  size: sizePermission,
  write: (message, out, offset) => checkRoom(out, writePermission(message, out, offset)),
  encode(message) {
    const out = allocate(sizePermission(message));
    return checkFull(out, writePermission(message, out, 0));
  },
};

export interface AuthRole {
  name: Uint8Array;
  keyPermission: Permission[];
}

export function readAuthRole(bytes: Uint8Array, start: number, end: number): AuthRole {
  const message: AuthRole = { name: emptyBytes, keyPermission: [] };
  const { buffer, byteOffset } = bytes;
  let position = start;
  let tag = 0;
  try {
    while (position < end) {
      tag = bytes[position] as number;
      if (tag < 0x80) {
        position++;
      } else {
        tag = readTag(bytes, position, end);
        position = cursor.position;
      }
      switch (tag) {
        case 10: {
          const length = readLength(bytes, position, end);
          position = cursor.position;
          message.name = length === 0 ? emptyBytes : new Uint8Array(buffer, byteOffset + position, length);
          position += length;
          break;
        }
        case 18: {
          const length = readLength(bytes, position, end);
          position = cursor.position;
          message.keyPermission.push(readPermission(bytes, position, position + length));
          position += length;
          break;
        }
        default:
          position = skipUnknown(AuthRole, bytes, position, end, tag);
      }
    }
  } catch (error) {
    throw located(error, AuthRole, tag);
  }
  return message;
}

export function sizeAuthRole(message: AuthRole): number {
  let size = 0;
  if (message.name.length > 0) {
    size += 1 + delimitedSize(message.name.length);
  }
  for (const item of message.keyPermission) {
    size += 1 + delimitedSize(sizePermission(item));
  }
  return size;
}

export function writeAuthRole(message: AuthRole, out: Uint8Array, offset: number): number {
  let at = offset;
  if (message.name.length > 0) {
    out[at++] = 10; at = writeBytes(out, at, message.name);
  }
  for (const item of message.keyPermission) {
    out[at++] = 18; at = writeVarint(out, at, sizePermission(item)); at = writePermission(item, out, at);
  }
  return at;
}

let fieldsOfAuthRole: readonly FieldDescriptor[] | undefined;

export const AuthRole: MessageCodec<AuthRole> = {
  typeName: 'authpb.Role',
  get fields() {
    fieldsOfAuthRole ??= [
    describeField(1, 'name', 'name', 'name', 'bytes'),
    describeField(2, 'keyPermission', 'keyPermission', 'keyPermission', 'message', { repeated: true, message: Permission }),
    ];
    return fieldsOfAuthRole;
  },
  create: (init = {}) => ({ name: init.name ?? emptyBytes, keyPermission: init.keyPermission ?? [] }),
  decode(bytes, start = 0, end = bytes.length) {
    checkPart(bytes, start, end);
    return readAuthRole(bytes, start, end);
  },
  size: sizeAuthRole,
  write: (message, out, offset) => checkRoom(out, writeAuthRole(message, out, offset)),
  encode(message) {
    const out = allocate(sizeAuthRole(message));
    return checkFull(out, writeAuthRole(message, out, 0));
  },
};
