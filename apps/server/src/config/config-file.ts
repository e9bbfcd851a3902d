import { parse, YAMLParseError } from 'yaml';
import { ConfigError } from './config-error.ts';
import { FlagValueError } from './flag-kind.ts';
import { type FlagName, flagDefinition, isFlagName } from './flags.ts';
import type { ConfigNotice } from './notice.ts';

/** Keys of the two nested TLS sections, and the flags they stand for. */
const clientSection: Readonly<Record<string, FlagName>> = {
  'cert-file': 'cert-file',
  'key-file': 'key-file',
  'client-cert-file': 'client-cert-file',
  'client-key-file': 'client-key-file',
  'client-cert-auth': 'client-cert-auth',
  'trusted-ca-file': 'trusted-ca-file',
  'auto-tls': 'auto-tls',
  'allowed-hostname': 'client-cert-allowed-hostname',
};
const peerSection: Readonly<Record<string, FlagName>> = {
  'cert-file': 'peer-cert-file',
  'key-file': 'peer-key-file',
  'client-cert-file': 'peer-client-cert-file',
  'client-key-file': 'peer-client-key-file',
  'client-cert-auth': 'peer-client-cert-auth',
  'trusted-ca-file': 'peer-trusted-ca-file',
  'auto-tls': 'peer-auto-tls',
  'allowed-cn': 'peer-cert-allowed-cn',
  'allowed-hostname': 'peer-cert-allowed-hostname',
  'skip-client-san-verification': 'peer-skip-client-san-verification',
};
const socketSection: Readonly<Record<string, FlagName>> = {
  'reuse-port': 'socket-reuse-port',
  'reuse-address': 'socket-reuse-address',
};
const discoverySection: Readonly<Record<string, FlagName>> = { token: 'discovery-token' };
const discoveryClientSection: Readonly<Record<string, FlagName>> = { endpoints: 'discovery-endpoints' };

const sections: Readonly<Record<string, Readonly<Record<string, FlagName>>>> = {
  'client-transport-security': clientSection,
  'peer-transport-security': peerSection,
  'socket-options': socketSection,
  'discovery-config': discoverySection,
  'discovery-config.client': discoveryClientSection,
};

/** Set on the command line only, as in etcd. */
const notInFile = new Set<FlagName>(['raft-read-timeout', 'raft-write-timeout']);

/** What a configuration file says, in the form that the command line says it. */
export interface ConfigFile {
  readonly given: ReadonlyMap<FlagName, string>;
  readonly notices: readonly ConfigNotice[];
}

/**
 * Reads a configuration file: YAML or JSON whose keys are the flags' names, with etcd's nested sections. Durations are whole
 * nanoseconds. A key that means nothing is worth a warning and no more, because files written for other versions must go on
 * working. Throws a `ConfigError`.
 */
export function parseConfigFile(text: string): ConfigFile {
  const reader = new FileReader();
  reader.readSection('', toObject(parseYaml(text), 'the file'));
  return { given: reader.given, notices: reader.notices };
}

function parseYaml(text: string): unknown {
  try {
    return parse(text) ?? {};
  } catch (error) {
    if (!(error instanceof YAMLParseError)) throw error;
    throw new ConfigError('invalid', `error converting YAML to JSON: yaml: ${error.message.split('\n')[0]}`);
  }
}

function toObject(value: unknown, where: string): Readonly<Record<string, unknown>> {
  if (value === null) return {};
  if (typeof value !== 'object' || Array.isArray(value)) {
    throw new ConfigError(
      'invalid',
      `error unmarshaling JSON: ${where} must hold keys and values, not ${describe(value)}`,
    );
  }
  return { ...value };
}

function describe(value: unknown): string {
  return Array.isArray(value) ? 'array' : typeof value === 'boolean' ? 'bool' : typeof value;
}

class FileReader {
  readonly given = new Map<FlagName, string>();
  readonly notices: ConfigNotice[] = [];

  readSection(section: string, values: Readonly<Record<string, unknown>>): void {
    for (const [key, value] of Object.entries(values)) {
      const path = section === '' ? key : `${section}.${key}`;
      if (Object.hasOwn(sections, path)) {
        this.readSection(path, toObject(value, path));
        continue;
      }
      const name = flagOfKey(section, key);
      if (name === undefined) {
        this.notices.push({
          level: 'warn',
          message: 'unrecognized key in the configuration file, it has no effect',
          fields: { key: path },
        });
      } else if (value !== null && value !== undefined) {
        this.given.set(name, toFlagText(name, path, value));
      }
    }
  }
}

function flagOfKey(section: string, key: string): FlagName | undefined {
  if (section !== '') {
    const keys = sections[section] ?? {};
    return Object.hasOwn(keys, key) ? keys[key] : undefined;
  }
  return isFlagName(key) && !notInFile.has(key) && !onlyInSections.has(key) ? key : undefined;
}

const onlyInSections = new Set<string>(Object.values(sections).flatMap((keys) => Object.values(keys)));

/** The flag's text for a value of the file. The kinds must agree: `"5"` is no number and `5` no string, as in etcd. */
function toFlagText(name: FlagName, path: string, value: unknown): string {
  const { kind } = flagDefinition(name);
  const refuse = (): ConfigError =>
    new ConfigError(
      'invalid',
      `error unmarshaling JSON: while decoding JSON: json: cannot unmarshal ${describe(value)} into Go struct field configYAML.Config.${path} of type ${typeNames[kind.fileType]}`,
    );
  const text = fileText(kind.fileType, value);
  if (text === undefined) throw refuse();
  try {
    kind.parse(text);
  } catch (error) {
    if (!(error instanceof FlagValueError)) throw error;
    throw new ConfigError('invalid', `invalid value "${text}" for ${path} in the configuration file: ${error.message}`);
  }
  return text;
}

const typeNames = { string: 'string', bool: 'bool', number: 'uint64', duration: 'time.Duration', list: '[]string' };

function fileText(type: keyof typeof typeNames, value: unknown): string | undefined {
  switch (type) {
    case 'string':
      return typeof value === 'string' ? value : undefined;
    case 'bool':
      return typeof value === 'boolean' ? String(value) : undefined;
    case 'number':
      return typeof value === 'number' && Number.isInteger(value) ? String(value) : undefined;
    case 'duration':
      return typeof value === 'number' && Number.isInteger(value) ? `${value}ns` : undefined;
    case 'list':
      if (typeof value === 'string') return value;
      return Array.isArray(value) && value.every((item) => typeof item === 'string') ? value.join(',') : undefined;
  }
}
