export { FailpointServer } from './failpoint-server.ts';
export { FailpointError, FailpointSet, type FailpointSetOptions } from './failpoint-set.ts';
export { TermError } from './term.ts';
