import { SeededRandom } from '@quorate/simulated-ports';

/** What a run is like, apart from its faults; all of it comes from the seed. */
export interface Settings {
  readonly members: number;
  /** How long faults go on, in simulated milliseconds. */
  readonly faultsMs: number;
  readonly heartbeatMs: number;
  readonly electionMs: number;
  readonly preVote: boolean;
  readonly snapshotEntries: number;
  readonly catchUpEntries: number;
  readonly walSegmentBytes: number;
  readonly databaseCacheBytes: number;
  readonly batchIntervalMs: number;
  readonly compactionBatchMax: number;
  /** Far more than the clients write: only the operator that fills the space comes to it. */
  readonly quotaBytes: number;
  /** Clients of each kind. */
  readonly keyClients: number;
  readonly watchers: number;
  readonly leaseHolders: number;
  readonly lockers: number;
  readonly readers: number;
  readonly pastReaders: number;
  readonly txnClients: number;
  /** The longest pause of a client between two requests, in milliseconds. */
  readonly thinkMsMax: number;
  /** Clocks run so much too fast or too slow at most, as a share. */
  readonly driftMax: number;
}

function pick<T>(random: SeededRandom, choices: readonly [T, ...T[]]): T {
  return choices[random.below(choices.length)] ?? choices[0];
}

export function settingsOf(random: SeededRandom): Settings {
  return {
    members: pick(random, [3, 3, 3, 4, 5, 5]),
    faultsMs: 20_000 + random.below(20_000),
    heartbeatMs: 100,
    electionMs: pick(random, [500, 1000, 1000]),
    preVote: random.below(4) !== 0,
    snapshotEntries: pick(random, [20, 50, 100, 300, 10_000]),
    catchUpEntries: pick(random, [5, 20, 100]),
    walSegmentBytes: pick(random, [8, 16, 64]) * 1024,
    databaseCacheBytes: pick(random, [64, 512, 4096]) * 1024,
    batchIntervalMs: pick(random, [10, 100, 100, 500]),
    compactionBatchMax: pick(random, [5, 50, 1000]),
    quotaBytes: 3 * 2 ** 20,
    keyClients: 2 + random.below(4),
    watchers: 1 + random.below(3),
    leaseHolders: 1 + random.below(2),
    lockers: 2 + random.below(2),
    readers: random.below(3),
    pastReaders: random.below(2),
    txnClients: random.below(2),
    thinkMsMax: pick(random, [50, 200, 500]),
    driftMax: pick(random, [0, 0.02, 0.1]),
  };
}

/** Settings as `name=value,name=value`; throws an Error that says what is wrong. */
export function parseSettings(text: string): Partial<Settings> {
  const known = settingsOf(new SeededRandom(0));
  const given = text.split(',').map((part): [string, number | boolean] => {
    const [name = '', value = ''] = part.split('=', 2);
    if (!Object.hasOwn(known, name))
      throw new Error(`there is no setting ${name}; there are ${Object.keys(known).join(', ')}`);
    if (name === 'preVote' && (value === 'true' || value === 'false')) return [name, value === 'true'];
    if (name === 'preVote' || !/^\d+(\.\d+)?$/.test(value))
      throw new Error(`${name} does not take ${value || 'nothing'}`);
    return [name, Number(value)];
  });
  return Object.fromEntries(given);
}
