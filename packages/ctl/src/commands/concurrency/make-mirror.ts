import { copyMirror, EtcdClient } from '@quorate/client';
import type { CommandContext } from '../../command-context.ts';
import { clientSettings, credentialsFrom, tlsOf } from '../../connection/client-settings.ts';
import { useEnvironment } from '../../connection/cluster.ts';
import { explained } from '../../connection/explain-error.ts';
import { badArguments } from '../../ctl-error.ts';
import { ProgressBar } from '../../progress/progress-bar.ts';

/** How often the number of keys copied so far is told. */
const reportIntervalMs = 30_000;

/** `make-mirror <destination>`: copies keys, and then their changes, until it is interrupted. */
export async function makeMirror(context: CommandContext): Promise<void> {
  const { args, flags, io } = context;
  const [destination] = args;
  if (destination === undefined || args.length > 1) throw badArguments('make-mirror takes one destination argument');
  const destinationPrefix = flags.string('dest-prefix');
  if (destinationPrefix !== '' && flags.bool('no-dest-prefix')) {
    throw badArguments('`--dest-prefix` and `--no-dest-prefix` cannot be set at the same time, choose one');
  }
  useEnvironment(context);
  const prefix = flags.string('prefix');
  await using source = new EtcdClient(await clientSettings(context));
  await using target = new EtcdClient(await destinationSettings(context, destination));
  let copied = 0;
  using bar = new ProgressBar(io.stderr, 'mirrored', (keys) => `${keys} keys`);
  const report = setInterval(() => io.stdout.write(`${copied}\n`), reportIntervalMs);
  try {
    await copyMirror(source, target.kv, {
      prefix,
      ...(flags.bool('no-dest-prefix') ? { destinationPrefix: '' } : {}),
      ...(destinationPrefix === '' ? {} : { destinationPrefix }),
      ...(flags.isGiven('rev') && flags.number('rev') > 0 ? { revision: flags.number('rev') } : {}),
      operationsMax: flags.number('max-txn-ops'),
      signal: io.interrupted,
      onProgress: (keys) => {
        copied += keys;
        bar.show(copied, undefined);
      },
    });
  } catch (error) {
    throw explained(error, context);
  } finally {
    clearInterval(report);
  }
}

async function destinationSettings(context: CommandContext, destination: string) {
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
