import { rmSync } from 'node:fs';

const tasks = new Set<() => void>();
let installed = false;

/**
 * Registers something to undo before this process ends, by whatever way it ends: a return, an error, ctrl-C or SIGTERM. The task must be
 * synchronous. Returns how to do it now instead.
 */
export function onEnd(task: () => void): () => void {
  if (!installed) install();
  tasks.add(task);
  return () => {
    if (tasks.delete(task)) task();
  };
}

/** Deletes a directory of ours when this process ends; returns how to delete it before. */
export function removeAtEnd(directory: string): () => void {
  return onEnd(() => rmSync(directory, { recursive: true, force: true, maxRetries: 3 }));
}

function install(): void {
  installed = true;
  process.on('exit', () => {
    // The latest first: processes are killed before the directories they write to are deleted.
    for (const task of [...tasks].reverse()) task();
    tasks.clear();
  });
  process.once('SIGINT', () => process.exit(130));
  process.once('SIGTERM', () => process.exit(143));
  process.once('SIGHUP', () => process.exit(129));
}
