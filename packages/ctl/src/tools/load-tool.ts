import type { Tool } from '../command-spec.ts';
import type { DatabaseWorks } from './database-commands.ts';

/** The names that the binary can be called by. */
export const toolNames = ['quoratectl', 'etcdctl', 'etcdutl'] as const;
export type ToolName = (typeof toolNames)[number];

/** The tool that goes by a name; for any other name it is `quoratectl`. */
export async function loadTool(name: string, works: DatabaseWorks): Promise<Tool> {
  if (name === 'etcdctl') return (await import('./etcdctl.ts')).etcdctl;
  if (name === 'etcdutl') return (await import('./etcdutl.ts')).etcdutl(works);
  return (await import('./quoratectl.ts')).quoratectl(works);
}
