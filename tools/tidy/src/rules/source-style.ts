import { type Finding, findLines, type Repository } from '../repository/repository.ts';
import { isSource } from '../repository/source-kind.ts';

/** A longer file holds more than one concept. */
const sourceLinesMax = 450;

/** Put together from parts, so that this file does not contain what it looks for. */
const silenced = new RegExp(
  `\\b(?:it|test|describe)\\.(?:${['skip', 'only', 'to' + 'do', 'fails'].join('|')})(?:If)?\\b`,
);
const emptyAssertion = new RegExp(`expect\\(true\\)\\.${'toBe'}\\(true\\)`);
const unfinished = new RegExp(
  `\\b(?:${['TO', 'FIX', 'X'].map((start, index) => start + ['DO', 'ME', 'XX'][index]).join('|')})\\b|throw .*not (?:yet )?${'implemented'}`,
);

/** Finds tests that do not run or cannot fail, work that was left for later, files that are too long, and open-ended exports. */
export function sourceStyle(repository: Repository): Finding[] {
  return repository.paths.filter(isSource).flatMap((path) => {
    const text = repository.text(path);
    const findings = [
      ...findLines(path, text, silenced, (match) => `${match}: every test runs`),
      ...findLines(path, text, emptyAssertion, () => 'asserts nothing'),
      ...findLines(path, text, unfinished, (match) => `"${match}": finish it, or leave it away`),
      ...findLines(path, text, /^export \* from/, () => 'exports are listed by name'),
      ...findLines(path, text, /from '\.\.?\/[^']*(?<!\.(?:ts|json|mjs|js|mts))'/, () => 'relative imports end in .ts'),
    ];
    const lines = text.split('\n').length - 1;
    if (lines > sourceLinesMax && !path.endsWith('.test.ts')) {
      findings.push({ path, line: 0, problem: `has ${lines} lines; at most ${sourceLinesMax} hold one concept` });
    }
    return findings;
  });
}
