import { spawn } from 'node:child_process';
import { LockRequest, RangeRequest, services } from '@quorate/protocol';
import type { CommandContext } from '../../command-context.ts';
import { Cluster } from '../../connection/cluster.ts';
import { badArguments, CtlError, exitCode } from '../../ctl-error.ts';
import { print } from '../../printing/print.ts';
import { rangeAnswer } from '../kv/kv-answers.ts';
import { HeldLease } from './held-lease.ts';
import { untilEnd } from './until-end.ts';

/** `lock <lockname> [command…]`: holds the lock until the command, or the one who waits here, is done. */
export async function lock(context: CommandContext): Promise<number> {
  const { args, flags, io } = context;
  const [name, ...command] = args;
  if (name === undefined) {
    throw badArguments('lock takes a lock name argument and an optional command to execute');
  }
  using cluster = await Cluster.connect(context);
  await using lease = await HeldLease.grant(cluster, flags.number('ttl'));
  const request = LockRequest.create({ name: Buffer.from(name), lease: lease.id });
  const { Lock } = services['v3lockpb.Lock'];
  const signal = AbortSignal.any([io.interrupted, lease.lost]);
  const { key, header } = await cluster.write(Lock, request, { timeoutMs: Number.POSITIVE_INFINITY, signal });
  if (command.length > 0) return await run(command, key, header?.revision ?? 0, lease, context);
  const { Range } = services['etcdserverpb.KV'];
  await print(context, rangeAnswer(await cluster.read(Range, RangeRequest.create({ key }))));
  await untilEnd(lease.lost, io.interrupted);
  return exitCode.ok;
}

/** The command ends when the lock is lost: somebody else may hold it from then on. */
async function run(
  [program = '', ...args]: readonly string[],
  key: Uint8Array,
  revision: number,
  lease: HeldLease,
  { io }: CommandContext,
): Promise<number> {
  const child = spawn(program, args, {
    stdio: 'inherit',
    env: { ...io.env, ETCD_LOCK_KEY: Buffer.from(key).toString(), ETCD_LOCK_REV: String(revision) },
  });
  const kill = () => child.kill('SIGTERM');
  lease.lost.addEventListener('abort', kill, { once: true });
  io.interrupted.addEventListener('abort', kill, { once: true });
  return await new Promise((resolve, reject) => {
    child.once('error', () => {
      reject(new CtlError(exitCode.error, `exec: ${JSON.stringify(program)}: executable file not found in $PATH`));
    });
    child.once('close', (code) => {
      const ended = code ?? exitCode.error;
      if (ended === exitCode.ok) resolve(ended);
      else reject(new CtlError(ended, `exit status ${ended}`));
    });
  });
}
