/** Servers as processes, certificates and etcd's own programs, as the end-to-end tests of the server have them. */
export { Authority, type CertificateFiles, tlsFlags } from '../../../../tools/e2e/src/cluster/certificates.ts';
export { Cluster } from '../../../../tools/e2e/src/process/cluster.ts';
export { MemberProcess } from '../../../../tools/e2e/src/process/member-process.ts';
export { realEtcdProgram } from '../../../../tools/e2e/src/programs/real-etcd.ts';
export { inRepository } from '../../../../tools/e2e/src/programs/repository.ts';
