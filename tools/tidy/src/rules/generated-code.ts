import type { Finding, Repository } from '../repository/repository.ts';

/** Compares files that a tool wrote with what it writes today. `wanted` is texts by file name. */
export function generatedCode(repository: Repository, folder: string, wanted: ReadonlyMap<string, string>): Finding[] {
  const present = repository.paths
    .filter((path) => path.startsWith(`${folder}/`))
    .map((path) => path.slice(folder.length + 1));
  const findings: Finding[] = [];
  for (const [name, text] of wanted) {
    if (!present.includes(name)) findings.push({ path: `${folder}/${name}`, line: 0, problem: 'was not generated' });
    else if (repository.text(`${folder}/${name}`) !== text) {
      findings.push({ path: `${folder}/${name}`, line: 0, problem: 'is not what the generator writes' });
    }
  }
  for (const name of present) {
    if (!wanted.has(name)) findings.push({ path: `${folder}/${name}`, line: 0, problem: 'is not generated any more' });
  }
  return findings;
}
