import { DowngradeAction, DowngradeRequest, DowngradeResponse, services } from '@quorate/protocol';
import type { CommandContext } from '../../command-context.ts';
import { Cluster } from '../../connection/cluster.ts';
import { badArguments } from '../../ctl-error.ts';
import { messageAnswer } from '../../printing/message-answer.ts';
import { print } from '../../printing/print.ts';

/** `downgrade validate <X.Y>` */
export async function downgradeValidate(context: CommandContext): Promise<void> {
  await downgrade(context, DowngradeAction.Validate, versionArgument(context), 'validate');
}

/** `downgrade enable <X.Y>` */
export async function downgradeEnable(context: CommandContext): Promise<void> {
  await downgrade(context, DowngradeAction.Enable, versionArgument(context), 'enable');
}

/** `downgrade cancel` */
export async function downgradeCancel(context: CommandContext): Promise<void> {
  await downgrade(context, DowngradeAction.Cancel, '', 'cancel');
}

async function downgrade(
  context: CommandContext,
  action: DowngradeAction,
  version: string,
  name: string,
): Promise<void> {
  using cluster = await Cluster.connect(context);
  const request = DowngradeRequest.create({ action, version });
  const response = await cluster.write(services['etcdserverpb.Maintenance'].Downgrade, request);
  await print(
    context,
    messageAnswer(DowngradeResponse, response, {
      simple: (out) => out.line(`Downgrade ${name} success, cluster version ${response.version}`),
    }),
  );
}

function versionArgument({ args }: CommandContext): string {
  const [version] = args;
  if (version === undefined) throw badArguments('TARGET_VERSION not provided');
  if (args.length > 1) throw badArguments('too many arguments');
  return version;
}
