import { fileURLToPath } from 'node:url';

/** The root of the repository. */
export const repositoryRoot = fileURLToPath(new URL('../../../../', import.meta.url));

/** A path in the root of the repository. */
export function inRepository(path: string): string {
  return fileURLToPath(new URL(path, new URL('../../../../', import.meta.url)));
}
