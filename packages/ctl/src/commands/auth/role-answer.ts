import { prefixEnd } from '@quorate/client/raw';
import { AuthRoleGetResponse, type Permission, PermissionType, PermissionTypeTable } from '@quorate/protocol';
import type { Answer } from '../../printing/answer.ts';
import { field, headerFields, messageAnswer } from '../../printing/message-answer.ts';
import type { TextWriter } from '../../printing/text-writer.ts';
import { goQuote } from '../../text/go-quote.ts';

/** A role with its permissions. */
export function roleAnswer(role: string, response: AuthRoleGetResponse): Answer {
  const { header, perm } = response;
  const those = (type: PermissionType) =>
    perm.filter(({ permType }) => permType === type || permType === PermissionType.Readwrite);
  return messageAnswer(AuthRoleGetResponse, response, {
    simple: (out) => {
      out.line(`Role ${role}`);
      out.line('KV Read:');
      for (const permission of those(PermissionType.Read)) permissionLine(out, permission);
      out.line('KV Write:');
      for (const permission of those(PermissionType.Write)) permissionLine(out, permission);
    },
    fields: (out) => {
      headerFields(out, header);
      for (const { permType, key, rangeEnd } of perm) {
        out.line(`"PermType" :  ${PermissionTypeTable.names.get(permType) ?? permType}`);
        field(out, 'Key', goQuote(key));
        field(out, 'RangeEnd', goQuote(rangeEnd));
      }
    },
  });
}

function permissionLine(out: TextWriter, { key, rangeEnd }: Permission): void {
  if (rangeEnd.length === 0) {
    out.line('\t', key);
    return;
  }
  out.put('\t', ...rangeParts(key, rangeEnd));
  if (key.length > 0 && Buffer.from(prefixEnd(key)).equals(rangeEnd)) out.put(' (prefix ', key, ')');
  out.line();
}

/** `[from, to)`, or `[from, <open ended>` for all keys from one on. */
export function rangeParts(key: Uint8Array, rangeEnd: Uint8Array): (string | Uint8Array)[] {
  const isOpen = rangeEnd.length === 1 && rangeEnd[0] === 0;
  return isOpen ? ['[', key, ', <open ended>'] : ['[', key, ', ', rangeEnd, ')'];
}
