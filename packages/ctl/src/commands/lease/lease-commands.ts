import { boolFlag } from '../../arguments/flag-spec.ts';
import type { CommandSpec } from '../../command-spec.ts';

/** Commands on leases. */
export const leaseCommand: CommandSpec = {
  name: 'lease',
  parameters: '<subcommand>',
  short: 'Lease related commands',
  subcommands: [
    {
      name: 'grant',
      parameters: '<ttl>',
      short: 'Creates leases',
      load: async () => (await import('./lease.ts')).grant,
    },
    {
      name: 'revoke',
      parameters: '<leaseID>',
      short: 'Revokes leases',
      load: async () => (await import('./lease.ts')).revoke,
    },
    {
      name: 'timetolive',
      parameters: '<leaseID> [options]',
      short: 'Get lease information',
      flags: [boolFlag('keys', 'Get keys attached to this lease')],
      load: async () => (await import('./lease.ts')).timeToLive,
    },
    {
      name: 'list',
      short: 'List all active leases',
      load: async () => (await import('./lease.ts')).list,
    },
    {
      name: 'keep-alive',
      parameters: '[options] <leaseID>',
      short: 'Keeps leases alive (renew)',
      flags: [boolFlag('once', 'Resets the keep-alive time to its original value and cobrautl.Exits immediately')],
      load: async () => (await import('./keep-alive.ts')).keepAlive,
    },
  ],
};
