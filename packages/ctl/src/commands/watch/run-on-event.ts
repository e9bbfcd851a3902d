import { spawn } from 'node:child_process';
import type { Event } from '@quorate/protocol';
import type { CtlIo } from '../../ctl-io.ts';
import { goQuote } from '../../text/go-quote.ts';
import { eventName } from './watch-answer.ts';

/** Runs a command with the event in its environment; its output is ours. Resolves with its exit code, or rejects when it cannot start. */
export function runOnEvent(
  command: readonly string[],
  event: Event,
  revision: number,
  { env }: CtlIo,
): Promise<number> {
  const [program = '', ...args] = command;
  const child = spawn(program, args, {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: {
      ...env,
      ETCD_WATCH_REVISION: String(revision),
      ETCD_WATCH_EVENT_TYPE: goQuote(eventName(event.type)),
      ETCD_WATCH_KEY: goQuote(event.kv?.key ?? ''),
      ETCD_WATCH_VALUE: goQuote(event.kv?.value ?? ''),
    },
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? 1));
  });
}
