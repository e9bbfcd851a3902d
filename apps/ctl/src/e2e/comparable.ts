import type { ToolResult } from './run-tool.ts';

/** What of a result has to be the same for both tools. */
export interface Comparable {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number | null;
}

/** A result without what differs from run to run: ids, addresses, times. */
export function comparable({ stdout, stderr, code }: ToolResult): Comparable {
  return { stdout: withoutChance(stdout.toString('latin1')), stderr: withoutChance(errorsOf(stderr)), code };
}

/** Changes from etcd 3.5, which is compared with, to 3.7, which our tools follow. */
export function asOf37(text: string): string {
  return text
    .replace(/^"Revision" : 0\n/gm, '')
    .replaceAll('"clientURLS"', '"clientURLs"')
    .replace(/^(Finished defragmenting etcd member\[.*\])$/gm, '$1. took <time>')
    .replace(/^(http:\/\/<address>, <hash>)$/gm, '$1, 0')
    .replace(/^("Hash" : <hash>)$/gm, '$1\n"HashRevision" : 0')
    .replace(/^(Failed to defragment etcd member\[.*?\]) /gm, '$1. took <time>. ');
}

function withoutChance(text: string): string {
  return text
    .replace(laterFlags, '')
    .replace(/\b[0-9a-f]{15,16}\b/g, '<id>')
    .replace(/\b\d{15,20}\b/g, '<id>')
    .replace(/127\.0\.0\.1:\d+/g, '<address>')
    .replace(/\b\d+(\.\d+)?(ns|\u00b5s|\u00c2\u00b5s|ms|s)\b/g, '<time>')
    .replace(/("raft_term"|"raftTerm"|"RaftTerm"|"raftIndex"|"raftAppliedIndex"|"RaftTerm" )( ?: ?)\d+/g, '$1$2<n>')
    .replace(/^(https?:\/\/<address>, )\d+\b/gm, '$1<hash>')
    .replace(/("hash":|"Hash" : )\d+/g, '$1<hash>')
    .replace(/"ttl":\d+/g, '"ttl":<n>')
    .replace(/^"TTL" : \d+$/gm, '"TTL" : <n>');
}

/** Warnings of Go's client are its log. */
function errorsOf(stderr: string): string {
  return stderr
    .split('\n')
    .filter((line) => !line.startsWith('{"level":'))
    .join('\n');
}

/** Flags that etcdctl 3.5 does not have. */
const laterFlags =
  /^ {6}--(auth-jwt-token|max-recv-bytes|max-request-bytes|stream|(min|max)-(create|mod)-rev|bump-revision|timeout)\b.*\n/gm;
