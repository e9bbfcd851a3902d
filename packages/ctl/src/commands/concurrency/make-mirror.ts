import { type ClientOptions, copyMirror } from '@quorate/client';
import type { CommandContext } from '../../command-context.ts';
import { credentialsFrom, tlsOf } from '../../connection/client-settings.ts';
import { Cluster } from '../../connection/cluster.ts';
import { explained } from '../../connection/explain-error.ts';
import { openConnection } from '../../connection/open-connection.ts';
import { badArguments } from '../../ctl-error.ts';
import { ProgressBar } from '../../progress/progress-bar.ts';

/** How often the number of keys copied so far is told. */
const reportIntervalMs = 30_000;

/** How often it is shown on a terminal. */
const showIntervalMs = 200;

/**
 * `make-mirror <destination>`: copies keys, and then their changes, until it is interrupted. Both clusters have to be there at the start;
 * when either is lost later, it waits and goes on.
 */
export async function makeMirror(context: CommandContext): Promise<void> {
  const { args, flags, io } = context;
  const [destination] = args;
  if (destination === undefined || args.length > 1) throw badArguments('make-mirror takes one destination argument');
  const destinationPrefix = flags.string('dest-prefix');
  if (destinationPrefix !== '' && flags.bool('no-dest-prefix')) {
    throw badArguments('`--dest-prefix` and `--no-dest-prefix` cannot be set at the same time, choose one');
  }
  const prefix = flags.string('prefix');
  using source = await Cluster.connect(context);
  using target = Cluster.over(context, openConnection(await destinationSettings(context, destination)));
  const timeoutMs = flags.milliseconds('command-timeout');
  await Promise.all([source.dial(timeoutMs), target.dial(timeoutMs)]);
  const [from, to] = await Promise.all([source.client(), target.client()]);
  let copied = 0;
  using bar = new ProgressBar(io.stderr, 'mirrored', (keys) => `${keys} keys`);
  const showing = setInterval(() => bar.show(copied, undefined), showIntervalMs);
  const report = setInterval(() => {
    bar[Symbol.dispose]();
    io.stdout.write(`${copied}\n`);
  }, reportIntervalMs);
  try {
    await copyMirror(from, to.kv, {
      prefix,
      ...(flags.bool('no-dest-prefix') ? { destinationPrefix: '' } : {}),
      ...(destinationPrefix === '' ? {} : { destinationPrefix }),
      ...(flags.isGiven('rev') && flags.number('rev') > 0 ? { revision: flags.number('rev') } : {}),
      operationsMax: flags.number('max-txn-ops'),
      signal: io.interrupted,
      callOptions: { timeoutMs: Number.POSITIVE_INFINITY },
      onProgress: (keys) => {
        copied += keys;
      },
    });
  } catch (error) {
    throw explained(error, context);
  } finally {
    clearInterval(showing);
    clearInterval(report);
  }
}

async function destinationSettings(context: CommandContext, destination: string): Promise<ClientOptions> {
  const { flags } = context;
  const files = {
    cert: flags.string('dest-cert'),
    key: flags.string('dest-key'),
    cacert: flags.string('dest-cacert'),
  };
  const isRequired = !flags.bool('dest-insecure-transport') || /^(https|unixs):/.test(destination);
  const user = flags.string('dest-user');
  return {
    endpoints: destination,
    tls: tlsOf(files, { isRequired, skipVerify: flags.bool('insecure-skip-tls-verify') }),
    credentials: await credentialsFrom(context, user, flags.string('dest-password'), 'Destination Password: '),
    callTimeoutMs: flags.milliseconds('command-timeout'),
  };
}
