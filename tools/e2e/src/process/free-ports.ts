import { createServer } from 'node:net';

/** Where the ports of tests begin; nothing of a Debian machine listens there. Two runs at a time need different ones. */
const firstPort = Number(process.env.QUORATE_E2E_PORTS ?? 26_000);
/** Each worker of the test runner takes its ports from a range of its own, so that two never race for one. */
const portsPerWorker = 100;
const workersMax = 10;

const worker = (Number(process.env.VITEST_POOL_ID ?? 1) - 1) % workersMax;
const base = firstPort + worker * portsPerWorker;
let next = Math.floor(Math.random() * portsPerWorker);

/** A TCP port of the loopback that nobody listens on. */
export async function freePort(): Promise<number> {
  for (let attempt = 0; attempt < portsPerWorker; attempt++) {
    next = (next + 1) % portsPerWorker;
    // Others may ask, and move on, while this one waits.
    const port = base + next;
    if (await canListen(port)) return port;
  }
  throw new Error(`no free port from ${base} to ${base + portsPerWorker - 1}`);
}

function canListen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
