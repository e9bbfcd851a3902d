import type { DatabaseWorks } from '@quorate/ctl';

/** The commands on database files, loaded when they are called. */
export const databaseWorks: DatabaseWorks = {
  defrag: async () => (await import('./defrag.ts')).defrag,
  hashKv: async () => (await import('./hash-kv.ts')).hashKv,
  migrate: async () => (await import('./migrate.ts')).migrate,
};
