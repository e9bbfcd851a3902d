import type { Database } from '../database.ts';

/** Everything that the integrity check finds. */
export async function problemsOf(db: Database): Promise<string[]> {
  const problems: string[] = [];
  for await (const problem of db.check()) {
    problems.push(problem);
  }
  return problems;
}
