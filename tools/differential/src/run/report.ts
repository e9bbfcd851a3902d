import { inspect } from 'node:util';
import type { Failure } from './run-seed.ts';

/** A failure for people to read: what differs, after how many requests, and the command that shows it again. */
export function report({ run, sent, where, difference, logs }: Failure): string {
  const show = (value: unknown): string => inspect(value, { depth: null, breakLength: 120, maxArrayLength: 200 });
  return [
    `Seed ${run.seed}: different at ${where}, after ${sent} requests.`,
    `asked:\n${show(difference.request)}`,
    `etcd:\n${show(difference.etcd)}`,
    `quorate:\n${show(difference.quorate)}`,
    `the end of etcd's log:\n${logs.etcd}`,
    `the end of quorate's log:\n${logs.quorate}`,
    `To see it again: ${command(run.seed, run.numbers)}`,
  ].join('\n\n');
}

function command(seed: number, numbers: readonly number[]): string {
  const isWhole = numbers.every((number, index) => number === index);
  const which = isWhole ? `--requests ${numbers.length}` : `--only ${numbers.join(',')}`;
  return `npm run differential -- --seed ${seed} ${which}`;
}
