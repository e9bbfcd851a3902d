export { startTestServer, type TestServer } from './testing/start-test-server.ts';
