import { spawn } from 'node:child_process';
import type { HeldLock } from '@quorate/client';
import { RangeRequest, services } from '@quorate/protocol';
import type { CommandContext } from '../../command-context.ts';
import { Cluster } from '../../connection/cluster.ts';
import { badArguments, CtlError, exitCode } from '../../ctl-error.ts';
import { print } from '../../printing/print.ts';
import { rangeAnswer } from '../kv/kv-answers.ts';
import { withSession } from './held-session.ts';
import { untilEnd } from './until-end.ts';

/** `lock <lockname> [command…]`: holds the lock until the command, or the one who waits here, is done. */
export async function lock(context: CommandContext): Promise<number> {
  const { args, flags, io } = context;
  const [name, ...command] = args;
  if (name === undefined) {
    throw badArguments('lock takes a lock name argument and an optional command to execute');
  }
  using cluster = await Cluster.connect(context);
  const client = await cluster.client();
  return await withSession(context, client, flags.number('ttl'), async (session) => {
    const held = await client.mutex(name).acquire({ session, signal: io.interrupted });
    const answer = await cluster.read(services['etcdserverpb.KV'].Range, RangeRequest.create({ key: held.key }));
    if (command.length > 0) return await run(command, held, answer.header?.revision ?? held.revision, context);
    await print(context, rangeAnswer(answer));
    await untilEnd(held.signal, io.interrupted);
    return exitCode.ok;
  });
}

/** The command ends when the lock is lost: somebody else may hold it from then on. */
async function run(
  [program = '', ...args]: readonly string[],
  held: HeldLock,
  revision: number,
  { io }: CommandContext,
): Promise<number> {
  const child = spawn(program, args, {
    stdio: 'inherit',
    env: { ...io.env, ETCD_LOCK_KEY: Buffer.from(held.key).toString(), ETCD_LOCK_REV: String(revision) },
  });
  const kill = () => child.kill('SIGTERM');
  held.signal.addEventListener('abort', kill, { once: true });
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
