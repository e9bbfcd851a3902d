import { inRepository } from '../programs/repository.ts';

/** What the environment of a member has to hold so that to kill it is a power cut: what it has not synced is gone then. */
export const forgetfulDisk: Readonly<Record<string, string>> = {
  NODE_OPTIONS: `--import=${inRepository('tools/e2e/src/disk/forget-unsynced.ts')}`,
};
