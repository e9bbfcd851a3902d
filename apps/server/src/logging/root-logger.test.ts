import { describe, expect, it } from 'vitest';
import type { Level } from './log-line.ts';
import { createLog } from './root-logger.ts';

function logOf(level: Level, format: 'json' | 'console' = 'json') {
  const lines: string[] = [];
  const output = { write: (line: string) => lines.push(line), close: () => {} };
  return { lines, log: createLog({ level, format }, [output], () => 1_767_323_045_123_456) };
}

describe('a log line', () => {
  it('has zap’s shape: level, time in microseconds, caller, message, fields in their order', () => {
    const { lines, log } = logOf('info');
    log.named('member/apply.ts').info('applied "x"', { revision: 5, took: '1ms', ok: true });
    expect(lines).toEqual([
      '{"level":"info","ts":"2026-01-02T03:04:05.123456Z","caller":"member/apply.ts","msg":"applied \\"x\\"","revision":5,"took":"1ms","ok":true}\n',
    ]);
  });

  it('prints identifiers exactly, errors by message, and survives what cannot be printed', () => {
    const { lines, log } = logOf('info');
    const circle: Record<string, unknown> = {};
    circle.self = circle;
    log.named('a').warn('m', {
      id: 0xffff_ffff_ffff_fff1n,
      ids: [1n, 2n],
      error: new Error('no space\nleft'),
      key: new Uint8Array([102, 111, 111]),
      gone: undefined,
      circle,
    });
    expect(lines[0]).toContain(
      '"id":18446744073709551601,"ids":[1,2],"error":"no space\\nleft","key":"foo","circle":"',
    );
    expect(lines[0]?.split('\n')).toHaveLength(2);
    expect(JSON.parse(lines[0] ?? '')).not.toHaveProperty('gone');
  });

  it('is only written from the configured level on', () => {
    const { lines, log } = logOf('warn');
    const logger = log.named('a');
    logger.debug('1');
    logger.info('2');
    logger.warn('3');
    logger.error('4');
    log.fatal('a', '5');
    expect(lines.map((line) => JSON.parse(line).msg)).toEqual(['3', '4', '5']);
    expect(log.enabled('info')).toBe(false);
    expect(log.enabled('error')).toBe(true);
  });

  it('carries the fields that all lines of its part share', () => {
    const { lines, log } = logOf('info');
    log.named('peer/stream.ts', { 'local-member-id': '1f' }).info('m', { n: 1 });
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ 'local-member-id': '1f', n: 1 });
  });

  it('can be for people', () => {
    const { lines, log } = logOf('info', 'console');
    log.named('a.ts').info('hello', { n: 1 });
    log.named('a.ts').info('bare');
    expect(lines).toEqual([
      '2026-01-02T03:04:05.123456Z\tinfo\ta.ts\thello\t{"n":1}\n',
      '2026-01-02T03:04:05.123456Z\tinfo\ta.ts\tbare\n',
    ]);
  });
});
