import { AlarmAction, AlarmRequest, AlarmResponse, AlarmTypeTable, services } from '@quorate/protocol';
import type { CommandContext } from '../../command-context.ts';
import { Cluster } from '../../connection/cluster.ts';
import { badArguments } from '../../ctl-error.ts';
import type { Answer } from '../../printing/answer.ts';
import { field, headerFields, messageAnswer } from '../../printing/message-answer.ts';
import { print } from '../../printing/print.ts';

const { Alarm } = services['etcdserverpb.Maintenance'];

/** `alarm list` */
export async function alarmList(context: CommandContext): Promise<void> {
  if (context.args.length > 0) throw badArguments('alarm list command accepts no arguments');
  using cluster = await Cluster.connect(context);
  await print(context, alarmAnswer(await cluster.read(Alarm, AlarmRequest.create({ action: AlarmAction.Get }))));
}

/** `alarm disarm`: one alarm after the other; those that ended are shown. */
export async function alarmDisarm(context: CommandContext): Promise<void> {
  if (context.args.length > 0) throw badArguments('alarm disarm command accepts no arguments');
  using cluster = await Cluster.connect(context);
  const { alarms } = await cluster.read(Alarm, AlarmRequest.create({ action: AlarmAction.Get }));
  const disarmed = AlarmResponse.create();
  for (const { memberId, alarm } of alarms) {
    const request = AlarmRequest.create({ action: AlarmAction.Deactivate, memberId, alarm });
    disarmed.alarms.push(...(await cluster.write(Alarm, request)).alarms);
  }
  await print(context, alarmAnswer(disarmed));
}

function alarmAnswer(response: AlarmResponse): Answer {
  const alarms = response.alarms.map(({ memberId, alarm }) => ({
    memberId,
    name: AlarmTypeTable.names.get(alarm) ?? String(alarm),
  }));
  return messageAnswer(AlarmResponse, response, {
    simple: (out) => {
      for (const { memberId, name } of alarms) out.line(`memberID:${memberId} alarm:${name}`);
    },
    fields: (out) => {
      headerFields(out, response.header);
      for (const { memberId, name } of alarms) {
        field(out, 'MemberID', memberId);
        field(out, 'AlarmType', name);
        out.line();
      }
    },
  });
}
