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

/** Changes from etcd 3.5, which is compared with, to 3.7, which our tools follow. The arguments decide some. */
export function asOf37(text: string, args: readonly string[] = []): string {
  const addsLearner = args.includes('add') && args.includes('--learner');
  return text
    .replace(/^(Member \S+ added) (?=to cluster)/, addsLearner ? '$1 as learner ' : '$1 ')
    .replace(/^"Revision" : 0\n/gm, '')
    .replaceAll('"clientURLS"', '"clientURLs"')
    .replace(/^(Finished defragmenting etcd member\[.*\])$/gm, '$1. took <time>')
    .replace(/^(http:\/\/<address>, <hash>)$/gm, '$1, <n>')
    .replace(/^("Hash" : <hash>)$/gm, '$1\n"HashRevision" : <n>')
    .replace(/^(Failed to defragment etcd member\[.*?\]) /gm, '$1. took <time>. ');
}

/** The rules and columns of a table are as wide as what stands in them. Text that was decoded as Latin-1. */
function withoutWidths(text: string): string {
  return text.replace(/(\xe2\x94\x80)+/g, '-').replace(/^\xe2\x94\x82.*$/gm, (row) => row.replace(/ +/g, ' '));
}

function withoutChance(text: string): string {
  return (
    withoutWidths(text)
      .replace(laterFlags, '')
      // Ids are hashes: some are short, and are padded then.
      .replace(/\b[0-9a-f]{11,16}\b/g, '<id>')
      .replace(/\b\d{11,20}\b/g, '<id>')
      .replace(/\b(Member|cluster) +(?=<id>)/g, '$1 ')
      .replace(/127\.0\.0\.1:\d+/g, '<address>')
      .replace(/\b\d+(\.\d+)?(ns|\u00b5s|\u00c2\u00b5s|ms|s)\b/g, '<time>')
      .replace(/("raft_term"|"raftTerm"|"RaftTerm"|"raftIndex"|"raftAppliedIndex"|"RaftTerm" )( ?: ?)\d+/g, '$1$2<n>')
      .replace(/^(https?:\/\/<address>, )\d+\b/gm, '$1<hash>')
      .replace(/("hash":|"Hash" : )\d+/g, '$1<hash>')
      .replace(/(<hash>, |^"HashRevision" : )\d+$/gm, '$1<n>')
      .replace(/,"hash_revision":\d+/g, '')
      .replace(/"ttl":\d+/g, '"ttl":<n>')
      .replace(/^"TTL" : \d+$/gm, '"TTL" : <n>')
  );
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
