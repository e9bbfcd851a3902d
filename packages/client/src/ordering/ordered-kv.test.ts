import {
  CompactionResponse,
  DeleteRangeResponse,
  PutResponse,
  RangeRequest,
  RangeResponse,
  RequestOp,
  ResponseHeader,
  TxnRequest,
  TxnResponse,
} from '@quorate/protocol';
import { describe, expect, it } from 'vitest';
import type { KvBackend } from '../kv/kv-backend.ts';
import { orderedKv } from './ordered-kv.ts';

/** A backend whose serializable reads come from a member that lags behind. */
function lagging(leader: { revision: number }, follower: { revision: number }): KvBackend {
  const header = (serializable: boolean) =>
    ResponseHeader.create({ revision: serializable ? follower.revision : leader.revision });
  return {
    range: async ({ serializable }) => RangeResponse.create({ header: header(serializable) }),
    rangeStream: async function* () {},
    put: async () => PutResponse.create({ header: header(false) }),
    deleteRange: async () => DeleteRangeResponse.create({ header: header(false) }),
    txn: async ({ success }) => {
      const isSerializable = success.every(
        ({ request }) => request?.case === 'requestRange' && request.value.serializable,
      );
      return TxnResponse.create({ header: header(isSerializable) });
    },
    compact: async () => CompactionResponse.create({ header: header(false) }),
  };
}

const serializable = RangeRequest.create({ serializable: true });
const serializableTxn = TxnRequest.create({
  success: [RequestOp.create({ request: { case: 'requestRange', value: serializable } })],
});

describe('an ordered view', () => {
  it('takes a serializable answer as long as nothing newer was seen', async () => {
    const kv = orderedKv(lagging({ revision: 9 }, { revision: 5 }));
    expect((await kv.range(serializable, {})).header?.revision).toBe(5);
  });

  it('reads with the cluster’s consent when a member answers from before what was seen', async () => {
    const kv = orderedKv(lagging({ revision: 9 }, { revision: 5 }));
    await kv.put(
      {
        ...PutResponse.create(),
        key: new Uint8Array(1),
        value: new Uint8Array(),
        lease: 0n,
        prevKv: false,
        ignoreValue: false,
        ignoreLease: false,
      },
      {},
    );
    expect((await kv.range(serializable, {})).header?.revision).toBe(9);
    expect((await kv.txn(serializableTxn, {})).header?.revision).toBe(9);
  });

  it('fails when the whole cluster has gone back', async () => {
    const leader = { revision: 9 };
    const kv = orderedKv(lagging(leader, { revision: 5 }));
    await kv.range(RangeRequest.create(), {});
    leader.revision = 3;
    await expect(kv.range(serializable, {})).rejects.toMatchObject({ code: 'stale-read' });
  });
});
