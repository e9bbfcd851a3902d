import { type Step, step } from './step.ts';

/** `$CERT` and `$KEY` belong together and to `$CA`; `$OTHERCERT` and `$OTHERKEY` are of an authority that nobody trusts. */
const wrongFiles = [
  '--cert $CERT --key $OTHERKEY --cacert $CA',
  '--cert $OTHERCERT --key $OTHERKEY --cacert $CA',
  '--cert $CERT --key $KEY --cacert $OTHERCA',
  '--cert $CERT --key $KEY',
  '--cacert $CA',
  '--insecure-skip-tls-verify',
  '--cert $KEY --key $CERT --cacert $CA',
  '--cert $CERT --key $CERT --cacert $CA',
  '--cert $KEY --key $KEY --cacert $CA',
  '--cert $CERT --cacert $CA',
  '--key $KEY --cacert $CA',
  '--cert $CERT --key $KEY --cacert $KEY',
  '--cert $CERT --key $KEY --cacert /nowhere/ca.pem',
  '--cert /nowhere/cert.pem --key /nowhere/key.pem',
];

/** A server with TLS, asked without what it takes. */
export const badTls: readonly Step[] = [
  ...wrongFiles.map((flags) => step(`--endpoints $ENDPOINT --command-timeout 1s ${flags} get a`, { isBare: true })),
  step('--endpoints $ADDRESS --command-timeout 1s get a', { isBare: true }),
  step('--endpoints $ADDRESS --command-timeout 1s --cert $CERT --key $KEY --cacert $CA get a', { isBare: true }),
  step('--endpoints $ENDPOINT --insecure-skip-tls-verify --cert $CERT --key $KEY get a', { isBare: true }),
  step('--endpoints $ADDRESS --insecure-transport=false --cert $CERT --key $KEY --cacert $CA get a', { isBare: true }),
];
