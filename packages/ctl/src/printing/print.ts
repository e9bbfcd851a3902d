import type { CommandContext } from '../command-context.ts';
import { CtlError, exitCode } from '../ctl-error.ts';
import { goJson } from '../format/go-json.ts';
import { readable } from '../format/readable.ts';
import { drawTable } from '../format/table.ts';
import type { Answer } from './answer.ts';
import { TextWriter } from './text-writer.ts';

/** The formats of `--write-out`. */
export const outputFormats = ['fields', 'json', 'protobuf', 'simple', 'table', 'yaml'] as const;
export type OutputFormat = (typeof outputFormats)[number];

/**
 * The format that was asked for.
 *
 * @throws {CtlError} for one that there is not
 */
export function outputFormat({ flags }: CommandContext): OutputFormat {
  const name = flags.string('write-out');
  const format = outputFormats.find((candidate) => candidate === name);
  if (format === undefined) {
    throw new CtlError(exitCode.badFeature, 'unsupported output format', `Formats: ${outputFormats.join(', ')}.`);
  }
  return format;
}

/**
 * Prints an answer in the format that was asked for.
 *
 * @throws {CtlError} when the answer does not have it
 */
export async function print(context: CommandContext, answer: Answer): Promise<void> {
  const { flags, io } = context;
  const format = outputFormat(context);
  const out = new TextWriter(flags.has('hex') && flags.bool('hex'));
  const decode = flags.has('decode') && flags.bool('decode');
  if (format === 'simple') {
    answer.simple(out);
  } else if (format === 'fields' && answer.fields) {
    answer.fields(out);
  } else if (format === 'json' && answer.json) {
    const value = answer.json();
    out.line(goJson(decode ? readable(value) : value));
  } else if (format === 'yaml' && answer.json) {
    const { yamlText } = await import('../format/yaml-text.ts');
    out.put(yamlText(readable(answer.json())));
  } else if (format === 'protobuf' && answer.protobuf) {
    out.put(answer.protobuf());
  } else if (format === 'table' && answer.table) {
    for (const line of drawTable(answer.table())) out.line(line);
  } else {
    throw new CtlError(exitCode.badFeature, `${format} not supported as output format`);
  }
  io.stdout.write(out.take());
}
