import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** In Linux's table of connections: `sl local_address rem_address st tx:rx tr:when retrnsmt uid timeout inode`, addresses in hex. */
const localColumn = 1;
const inodeColumn = 9;

/**
 * Which of some processes holds the end of a loopback connection with this local port. Undefined when none does, as when the process
 * was killed in between. This tells members apart whatever they say on the connection, TLS too.
 */
export function ownerOfConnection(localPort: number, pids: readonly number[]): number | undefined {
  const wanted = `:${localPort.toString(16).toUpperCase().padStart(4, '0')}`;
  const row = readFileSync('/proc/net/tcp', 'utf8')
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .find((columns) => columns[localColumn]?.endsWith(wanted) && columns[inodeColumn] !== '0');
  if (!row) return undefined;
  const link = `socket:[${row[inodeColumn]}]`;
  return pids.find((pid) => openFiles(pid).includes(link));
}

function openFiles(pid: number): string[] {
  try {
    return readdirSync(`/proc/${pid}/fd`).map((name) => {
      try {
        return readlinkSync(`/proc/${pid}/fd/${name}`);
      } catch {
        return ''; // closed in between
      }
    });
  } catch {
    return []; // ended in between
  }
}
