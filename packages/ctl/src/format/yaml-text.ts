import { stringify } from 'yaml';
import type { GoJson } from './go-json.ts';

/** YAML with a line end; a list of documents' worth of answers can be told apart by the `---` in front. */
export function yamlText(value: GoJson): string {
  return `---\n${stringify(value, { lineWidth: 0 })}`;
}
