// Tortures real processes, and looks after each time whether every promise was kept.
//
//   npm run torture -- 600                    misfortunes under clients, for so many seconds
//   npm run torture -- --rounds 200           so many rounds of them; --members 1: of a member that is alone; --only kill: those whose name begins so
//   npm run torture -- --power-cuts 600       so that a member that is killed loses what it has not synced
//   npm run torture -- bad-input 600          random and damaged bytes and requests at every port
//   npm run torture -- damage 600             files of stopped members damaged, and the members started again
//   … --seed 7                                the same, in the same order

import { parseArgs } from 'node:util';
import type { ServerKind } from '../programs/server-program.ts';
import { badInput } from './bad-input.ts';
import { damageFiles } from './damage-files.ts';
import { misfortuneRounds } from './misfortune-rounds.ts';

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string' },
    members: { type: 'string', default: '3' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    kind: { type: 'string', default: 'quorate' },
    only: { type: 'string' },
    'power-cuts': { type: 'boolean', default: false },
  },
});

// Members end with this process, however it ends in order.
for (const [signal, status] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const) {
  process.on(signal, () => process.exit(status));
}

const [what = ''] = positionals.filter((word) => !/^\d+$/.test(word));
const [secondsWord] = positionals.filter((word) => /^\d+$/.test(word));
const rounds = options.rounds === undefined ? Number.POSITIVE_INFINITY : Number(options.rounds);
const seconds = Number(secondsWord ?? (options.rounds === undefined ? 60 : Number.POSITIVE_INFINITY));
const task = {
  rounds,
  seconds,
  seed: Number(options.seed),
  members: Number(options.members),
  kind: options.kind as ServerKind,
  only: options.only,
  powerCuts: options['power-cuts'],
};
const kinds = { '': misfortuneRounds, 'bad-input': badInput, damage: damageFiles };
if (!(what in kinds)) throw new Error(`there is no torture ${what}; there are ${Object.keys(kinds).join(' ')}`);
if ((await kinds[what as keyof typeof kinds](task)) === false) process.exitCode = 1;
