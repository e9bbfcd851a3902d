import type { LogFields } from '@quorate/ports';

/** Levels as they appear in a line; the numbers order them. */
export const levelOrder = { debug: 0, info: 1, warn: 2, error: 3, panic: 4, fatal: 5 } as const;

export type Level = keyof typeof levelOrder;

/** What a line says, before it takes a form. */
export interface LogEntry {
  readonly level: Level;
  /** Microseconds since the Unix epoch. */
  readonly timeMicroseconds: number;
  /** Where in the program the line comes from. */
  readonly caller: string;
  readonly message: string;
  readonly fields: LogFields | undefined;
}

/** Writes a time as `2026-01-02T03:04:05.123456Z`. */
export function formatTimestamp(timeMicroseconds: number): string {
  const ms = Math.floor(timeMicroseconds / 1_000);
  const rest = Math.floor(timeMicroseconds - ms * 1_000);
  return `${new Date(ms).toISOString().slice(0, -1)}${String(rest).padStart(3, '0')}Z`;
}

/** One JSON object with a newline: `level`, `ts`, `caller`, `msg`, then the fields in their order. */
export function formatJson(entry: LogEntry): string {
  let line = `{"level":"${entry.level}","ts":"${formatTimestamp(entry.timeMicroseconds)}","caller":${JSON.stringify(entry.caller)},"msg":${JSON.stringify(entry.message)}`;
  for (const [key, value] of Object.entries(entry.fields ?? {})) {
    const text = stringify(value);
    if (text !== undefined) line += `,${JSON.stringify(key)}:${text}`;
  }
  return `${line}}\n`;
}

/** The same for people: time, level, caller, message and the fields as JSON, between tabs. */
export function formatConsole(entry: LogEntry): string {
  const parts = [
    formatTimestamp(entry.timeMicroseconds),
    entry.level,
    entry.caller,
    entry.message.replaceAll('\n', '\\n'),
  ];
  if (entry.fields !== undefined && Object.keys(entry.fields).length > 0) parts.push(stringify(entry.fields) ?? '');
  return `${parts.join('\t')}\n`;
}

/** JSON that never throws: identifiers are numbers, errors their messages, a circle or a broken `toJSON` becomes a text. */
function stringify(value: unknown): string | undefined {
  try {
    return JSON.stringify(value, plain);
  } catch (error) {
    return JSON.stringify(`not printable: ${error instanceof Error ? error.message : 'unknown'}`);
  }
}

const rawJson: (text: string) => unknown = Reflect.get(JSON, 'rawJSON') ?? ((text: string) => text);

function plain(_key: string, value: unknown): unknown {
  if (typeof value === 'bigint') return rawJson(String(value));
  if (value instanceof Error) return value.message;
  if (value instanceof Uint8Array) return Buffer.from(value).toString('utf8');
  if (value instanceof Map) return Object.fromEntries(value);
  if (value instanceof Set) return [...value];
  return value;
}
