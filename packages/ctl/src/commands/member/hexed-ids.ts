import type { CommandContext } from '../../command-context.ts';
import { type GoJson, isList } from '../../format/go-json.ts';
import type { Answer } from '../../printing/answer.ts';
import { hexId } from '../../text/hex-bytes.ts';

const idNames = new Set(['cluster_id', 'member_id', 'ID']);

/** With `--hex` the ids in the JSON of answers about members are hexadecimal texts. */
export function hexedIds({ flags }: CommandContext, answer: Answer): Answer {
  const { json } = answer;
  if (json === undefined || !flags.bool('hex')) return answer;
  return { ...answer, json: () => hexed(json()) };
}

function hexed(value: GoJson): GoJson {
  if (value === null || typeof value !== 'object' || value instanceof Uint8Array) return value;
  if (isList(value)) return value.map(hexed);
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      name,
      idNames.has(name) && (typeof member === 'bigint' || typeof member === 'number')
        ? hexId(BigInt(member))
        : hexed(member),
    ]),
  );
}
