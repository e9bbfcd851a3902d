import { grantLease, type Step, step, txn } from './step.ts';

/** The commands on keys, in a format. */
export function keySteps(format: string): Step[] {
  const words = (line: string, more?: Partial<Step>) => step(`-w ${format} ${line}`, more);
  return [
    words('put foo bar'),
    words('put foo bar2 --prev-kv'),
    words('put x/<&> é'),
    words('get foo'),
    words('get foo --hex'),
    words('get f --prefix --keys-only'),
    words('get foo --rev 2 --consistency s'),
    words('get --from-key f --order DESCEND --sort-by MODIFY --limit 1'),
    words('get nothing'),
    words('get foo --print-value-only'),
    words('get foo --count-only'),
    txn(format, 'mod("foo") > "0"\n\nget foo\nput foo2 x\ndel nothing\n\nput no no\n\n'),
    txn(format, 'mod("foo") = "0"\n\nget foo\n\nget foo2\n\n'),
    txn(format, 'value("foo") = "bar2"\ncreate("foo") < "9999"\n\nput "a b" "c d"\nget "a b"\n\n\n'),
    words('del foo2 --prev-kv'),
    words('del foo2'),
    words('del x --prefix'),
  ];
}

/** The commands on leases, in a format. */
export function leaseSteps(format: string): Step[] {
  const words = (line: string) => step(`-w ${format} ${line}`);
  return [
    grantLease,
    words('put leased v --lease $LEASE'),
    words('get leased'),
    words('lease timetolive $LEASE'),
    words('lease timetolive $LEASE --keys'),
    words('lease timetolive 1234'),
    words('lease list'),
    words('lease keep-alive --once $LEASE'),
    words('lease keep-alive --once 1234'),
    words('lease revoke $LEASE'),
    words('lease revoke $LEASE'),
  ];
}

/** The commands on members, in a format. */
export function memberSteps(format: string): Step[] {
  const words = (line: string) => step(`-w ${format} ${line}`);
  return [
    words('member list'),
    words('member list --hex'),
    words('alarm list'),
    words('defrag'),
    words('endpoint health'),
    words('endpoint hashkv'),
  ];
}

/** The commands on users and roles, in a format. */
export function authSteps(format: string): Step[] {
  const words = (line: string, more?: Partial<Step>) => step(`-w ${format} ${line}`, more);
  return [
    words('user add u:p'),
    words('user add n --no-password'),
    words('user list'),
    words('user get u'),
    words('role add r'),
    words('role grant-permission r read a b'),
    words('role grant-permission r readwrite pre --prefix'),
    words('role grant-permission r write key'),
    words('role grant-permission r write fr --from-key'),
    words('role get r'),
    words('role list'),
    words('user grant-role u r'),
    words('user get u'),
    words('user get u --detail'),
    words('user passwd u --interactive=false', { options: { stdin: 'secret\n' } }),
    words('user revoke-role u r'),
    words('role revoke-permission r a b'),
    words('role revoke-permission r key'),
    words('role revoke-permission r fr --from-key'),
    words('role delete r'),
    words('user delete u'),
    words('user delete n'),
    words('auth status'),
  ];
}

/** Everything in a format. */
export function everyCommand(format: string): Step[] {
  return [...keySteps(format), ...leaseSteps(format), ...memberSteps(format), ...authSteps(format)];
}
