import { AlarmType, DowngradeAction } from '@quorate/protocol';
import { afterAll, describe, expect, it } from 'vitest';
import { EtcdClient } from '../client.ts';
import type { CallOptions } from '../connection/call-options.ts';
import { prefix } from '../kv/key-range.ts';
import { op } from '../kv/op.ts';

/** Nobody listens there: what is asked for never gets an answer. */
const client = new EtcdClient({ endpoints: 'http://127.0.0.1:1' });

const alarm = { memberId: 1n, alarm: AlarmType.Nospace };

async function drain(items: AsyncIterable<unknown>): Promise<void> {
  for await (const _item of items);
}

/** Every method that asks a server. */
const calls: Readonly<Record<string, (options: CallOptions) => Promise<unknown>>> = {
  'kv.get': (options) => client.kv.get('k', options),
  'kv.getText': (options) => client.kv.getText('k', options),
  'kv.range': (options) => client.kv.range('k', options),
  'kv.scan': (options) => drain(client.kv.scan(prefix('k'), options)),
  'kv.pages': (options) => drain(client.kv.pages(prefix('k'), options)),
  'kv.put': (options) => client.kv.put('k', 'v', options),
  'kv.delete': (options) => client.kv.delete('k', options),
  'kv.txn': (options) => client.kv.txn().do(op.put('k', 'v')).commit(options),
  'kv.compact': (options) => client.kv.compact(1, options),
  'leases.grant': (options) => client.leases.grant(10, options),
  'leases.adopt': (options) => client.leases.adopt(1n, options),
  'leases.keepAliveOnce': (options) => client.leases.keepAliveOnce(1n, options),
  'leases.revoke': (options) => client.leases.revoke(1n, options),
  'leases.timeToLive': (options) => client.leases.timeToLive(1n, options),
  'leases.list': (options) => client.leases.list(options),
  session: (options) => client.session(options),
  'mutex.acquire': (options) => client.mutex('m').acquire(options),
  'mutex.tryAcquire': (options) => client.mutex('m').tryAcquire(options),
  'mutex.with': (options) => client.mutex('m').with(() => undefined, options),
  'election.campaign': (options) => client.election('e').campaign('me', options),
  'election.leader': (options) => client.election('e').leader(options),
  stm: (options) => client.stm((transaction) => transaction.get('k'), options),
  leasing: (options) => client.leasing('l/', options),
  'namespace.kv.get': (options) => client.namespace('n/').kv.get('k', options),
  'ordered.kv.get': (options) => client.ordered().kv.get('k', options),
  'auth.enable': (options) => client.auth.enable(options),
  'auth.disable': (options) => client.auth.disable(options),
  'auth.status': (options) => client.auth.status(options),
  'auth.authenticate': (options) => client.auth.authenticate('u', 'p', options),
  'auth.users.add': (options) => client.auth.users.add('u', 'p', options),
  'auth.users.get': (options) => client.auth.users.get('u', options),
  'auth.users.list': (options) => client.auth.users.list(options),
  'auth.users.delete': (options) => client.auth.users.delete('u', options),
  'auth.users.changePassword': (options) => client.auth.users.changePassword('u', 'p', options),
  'auth.users.grantRole': (options) => client.auth.users.grantRole('u', 'r', options),
  'auth.users.revokeRole': (options) => client.auth.users.revokeRole('u', 'r', options),
  'auth.roles.add': (options) => client.auth.roles.add('r', options),
  'auth.roles.get': (options) => client.auth.roles.get('r', options),
  'auth.roles.list': (options) => client.auth.roles.list(options),
  'auth.roles.delete': (options) => client.auth.roles.delete('r', options),
  'auth.roles.grantPermission': (options) => client.auth.roles.grantPermission('r', 'read', 'k', options),
  'auth.roles.revokePermission': (options) => client.auth.roles.revokePermission('r', 'k', options),
  'cluster.members': (options) => client.cluster.members(options),
  'cluster.add': (options) => client.cluster.add(['http://127.0.0.1:1'], options),
  'cluster.remove': (options) => client.cluster.remove(1n, options),
  'cluster.update': (options) => client.cluster.update(1n, ['http://127.0.0.1:1'], options),
  'cluster.promote': (options) => client.cluster.promote(1n, options),
  'maintenance.status': (options) => client.maintenance.status(options),
  'maintenance.alarms': (options) => client.maintenance.alarms(options),
  'maintenance.disarm': (options) => client.maintenance.disarm(alarm, options),
  'maintenance.defragment': (options) => client.maintenance.defragment(options),
  'maintenance.hash': (options) => client.maintenance.hash(options),
  'maintenance.hashKv': (options) => client.maintenance.hashKv(0, options),
  'maintenance.moveLeader': (options) => client.maintenance.moveLeader(1n, options),
  'maintenance.snapshot': (options) => drain(client.maintenance.snapshot(options)),
  'maintenance.downgrade': (options) => client.maintenance.downgrade(DowngradeAction.Validate, '3.6', options),
  'maintenance.serving': (options) => client.maintenance.serving(options),
  sync: (options) => client.sync(options),
};

describe('every call', () => {
  afterAll(() => client.close());

  it.each(Object.keys(calls))('%s ends with its signal, at once or later', async (name) => {
    const aborted = calls[name]?.({ signal: AbortSignal.abort(new Error('enough')) });
    await expect(aborted).rejects.toMatchObject({
      code: 'aborted',
      cause: { message: 'enough' },
      mayHaveExecuted: false,
    });
    const controller = new AbortController();
    const waiting = expect(calls[name]?.({ signal: controller.signal })).rejects.toMatchObject({ code: 'aborted' });
    setImmediate(() => controller.abort());
    await waiting;
  });

  it.each(Object.keys(calls))('%s ends with its time', async (name) => {
    await expect(calls[name]?.({ timeoutMs: 5 })).rejects.toMatchObject({
      code: expect.stringMatching(/^(unreachable|timeout)$/),
      mayHaveExecuted: false,
    });
  });
});
