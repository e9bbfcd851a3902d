import { ConfigError } from './config-error.ts';

type Stage = 'ALPHA' | 'BETA';

/** Every gate of etcd 3.7 with its stage and whether it is open by default. */
const gates = {
  StopGRPCServiceOnDefrag: { stage: 'ALPHA', open: false },
  TxnModeWriteWithSharedBuffer: { stage: 'BETA', open: true },
  InitialCorruptCheck: { stage: 'ALPHA', open: false },
  CompactHashCheck: { stage: 'ALPHA', open: false },
  LeaseCheckpoint: { stage: 'ALPHA', open: false },
  LeaseCheckpointPersist: { stage: 'ALPHA', open: false },
  SetMemberLocalAddr: { stage: 'ALPHA', open: false },
  FastLeaseKeepAlive: { stage: 'BETA', open: true },
  PriorityRequest: { stage: 'ALPHA', open: false },
} as const satisfies Record<string, { stage: Stage; open: boolean }>;

export type FeatureGate = keyof typeof gates;

/** Which optional behaviours are switched on. */
export type FeatureGates = Readonly<Record<FeatureGate, boolean>>;

const gateNames = Object.keys(gates).filter((name): name is FeatureGate => name in gates);

/** A gate's stage as `etcd_server_feature_enabled` labels it. */
export function featureStages(): readonly { readonly name: FeatureGate; readonly stage: Stage }[] {
  return gateNames.map((name) => ({ name, stage: gates[name].stage }));
}

const trueTexts = new Set(['1', 't', 'T', 'TRUE', 'true', 'True']);
const falseTexts = new Set(['0', 'f', 'F', 'FALSE', 'false', 'False']);

function parsePairs(text: string): Map<string, boolean> {
  const pairs = new Map<string, boolean>();
  for (const part of text.split(',')) {
    if (part.trim() === '') continue;
    const equals = part.indexOf('=');
    const name = (equals < 0 ? part : part.slice(0, equals)).trim();
    if (equals < 0)
      throw new ConfigError(
        'invalid',
        `missing bool value for ${name}; --feature-gates is a list like ${gateNames[0]}=true`,
      );
    const value = part.slice(equals + 1).trim();
    if (!trueTexts.has(value) && !falseTexts.has(value)) {
      throw new ConfigError(
        'invalid',
        `invalid value of ${name}=${value}, err: strconv.ParseBool: parsing "${value}": invalid syntax`,
      );
    }
    pairs.set(name, trueTexts.has(value));
  }
  return pairs;
}

/**
 * Reads `A=true,B=false`. `AllAlpha` and `AllBeta` set every gate of that stage that is not named itself. Throws a `ConfigError`
 * for an unknown gate, a value that is not a boolean, and a combination that cannot work.
 */
export function parseFeatureGates(text: string): FeatureGates {
  const given = parsePairs(text);
  const result: Record<FeatureGate, boolean> = Object.assign(
    {},
    ...gateNames.map((name) => ({ [name]: gates[name].open })),
  );
  for (const name of gateNames) {
    const all = given.get(gates[name].stage === 'ALPHA' ? 'AllAlpha' : 'AllBeta');
    if (all !== undefined) result[name] = all;
  }
  for (const [name, open] of given) {
    if (name === 'AllAlpha' || name === 'AllBeta') continue;
    const known = gateNames.find((gate) => gate === name);
    if (known === undefined) throw new ConfigError('invalid', `unrecognized feature gate: ${name}`);
    result[known] = open;
  }
  if (result.LeaseCheckpointPersist && !result.LeaseCheckpoint) {
    throw new ConfigError(
      'invalid',
      'enabling feature gate LeaseCheckpointPersist requires enabling feature gate LeaseCheckpoint',
    );
  }
  return Object.freeze(result);
}
