import { createHash } from 'node:crypto';
import { connect } from 'node:net';
import { RaftMessage } from '@quorate/protocol';
import { describe, expect, it } from 'vitest';
import { lengthBytes, writeLength } from '../framing/big-endian.ts';
import { snapshotMessage } from '../testdata/messages.ts';
import { join, TestPeer, testClusterId, until } from '../testdata/test-peer.ts';
import type { SnapshotBody } from '../transport.ts';

const chunkBytes = 64 * 1024;

/** A database that is made as it is read, and tells how much of it was. */
class FakeDatabase implements SnapshotBody {
  readonly sizeBytes: number;
  readonly hash = createHash('sha256');
  readBytes = 0;
  closes = 0;

  constructor(chunks: number) {
    this.sizeBytes = chunks * chunkBytes;
  }

  get chunks(): AsyncIterable<Uint8Array> {
    return this.#read();
  }

  async *#read(): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < this.sizeBytes; at += chunkBytes) {
      const chunk = new Uint8Array(chunkBytes).fill(at / chunkBytes);
      this.hash.update(chunk);
      this.readBytes += chunkBytes;
      yield chunk;
    }
  }

  close(): void {
    this.closes++;
  }
}

describe('a database', () => {
  it('of 100 MiB arrives whole, with no more of it under way than the sockets hold', async () => {
    await using a = await TestPeer.start(1n);
    await using b = await TestPeer.start(2n);
    join(a, b);
    const database = new FakeDatabase(1600);
    const hash = createHash('sha256');
    let takenBytes = 0;
    let underWayMax = 0;
    b.handler.takeDatabase = async (body) => {
      for await (const chunk of body) {
        hash.update(chunk);
        takenBytes += chunk.length;
        underWayMax = Math.max(underWayMax, database.readBytes - takenBytes);
        // A disk that is slower than the network.
        await new Promise((resolve) => setImmediate(resolve));
      }
    };
    a.transport.sendSnapshot(snapshotMessage(1n, 2n, 77), database);
    await until(() => a.handler.snapshots.length === 1, 'the end of the transfer');
    expect(a.handler.snapshots).toEqual([{ to: 2n, delivered: true }]);
    expect(hash.digest('hex')).toBe(database.hash.digest('hex'));
    expect(b.handler.received[0]?.snapshot?.metadata.index).toBe(77);
    expect(database.closes).toBe(1);
    expect(underWayMax).toBeLessThan(16 * 1024 * 1024);
    expect(a.transport.countersOf(2n)).toMatchObject({ snapshotsSent: 1, snapshotSendsInFlight: 0 });
    expect(b.transport.countersOf(1n)).toMatchObject({ snapshotsReceived: 1, snapshotReceivesInFlight: 0 });
  });

  it('that cannot be saved is reported as not delivered', async () => {
    await using a = await TestPeer.start(1n);
    await using b = await TestPeer.start(2n);
    join(a, b);
    b.handler.takeDatabase = async (body) => {
      for await (const _ of body) throw new Error('the disk is full');
    };
    const database = new FakeDatabase(1600);
    a.transport.sendSnapshot(snapshotMessage(1n, 2n), database);
    await until(() => a.handler.snapshots.length === 1, 'the refusal');
    expect(a.handler.snapshots).toEqual([{ to: 2n, delivered: false }]);
    expect(database.closes).toBe(1);
    expect(database.readBytes).toBeLessThan(database.sizeBytes);
    expect(b.handler.received).toEqual([]);
    expect(b.transport.countersOf(1n)?.snapshotReceiveFailures).toBe(1);
  });

  it('for a member that is not there is reported as not delivered', async () => {
    await using a = await TestPeer.start(1n);
    a.transport.addPeer(2n, ['http://127.0.0.1:1']);
    const databases = [new FakeDatabase(1), new FakeDatabase(1)];
    a.transport.sendSnapshot(snapshotMessage(1n, 2n), databases[0] as FakeDatabase);
    a.transport.sendSnapshot(snapshotMessage(1n, 9n), databases[1] as FakeDatabase);
    await until(() => a.handler.snapshots.length === 2, 'both reports');
    expect(a.handler.snapshots.every(({ delivered }) => !delivered)).toBe(true);
    expect(databases.map(({ closes }) => closes)).toEqual([1, 1]);
  });

  it('that breaks off is not taken for a whole one', async () => {
    await using b = await TestPeer.start(2n);
    const message = RaftMessage.encode(snapshotMessage(1n, 2n));
    const head = new Uint8Array(lengthBytes + message.length);
    head.set(message, writeLength(head, 0, message.length));
    const socket = connect(b.port, '127.0.0.1');
    socket.write(
      `POST /raft/snapshot HTTP/1.1\r\nHost: b\r\nX-Etcd-Cluster-ID: ${testClusterId.toString(16)}\r\nX-Server-From: 1\r\n` +
        `X-Server-Version: 3.7.1\r\nX-Min-Cluster-Version: 3.0.0\r\nContent-Length: ${head.length + 1000}\r\n\r\n`,
    );
    socket.write(head);
    socket.write(new Uint8Array(500));
    await until(() => b.handler.databaseBytes === 500, 'the first half');
    socket.destroy();
    await until(() => b.logger.has('rejected a request of a peer'), 'the failure to be noticed');
    expect(b.handler.received).toEqual([]);
  });
});
