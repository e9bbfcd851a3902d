/** The process in which a test server is started: plain JavaScript on the built packages. Prints milliseconds until the first answer, and of processor time. */
import { startTestServer } from '@quorate/client/testing';

const startMs = performance.now();
const cpuBefore = process.cpuUsage();
const server = await startTestServer();
const client = server.client();
await client.kv.put('k', 'v');
const { user, system } = process.cpuUsage(cpuBefore);
console.log(JSON.stringify({ ms: performance.now() - startMs, cpuMs: (user + system) / 1000 }));
await client.close();
await server.stop();
