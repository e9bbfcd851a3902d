export { callUnary, openChannel, type UnaryMethod } from './client/unary-call.ts';
export { type MemberOptions, MemberProcess } from './process/member-process.ts';
export type { ServerKind } from './programs/server-program.ts';
