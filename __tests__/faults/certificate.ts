import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface TestCertificate {
  readonly key: string;
  readonly cert: string;
}

/** False where openssl is missing: tests that need a certificate are then skipped, visibly. */
export function hasOpenssl(): boolean {
  try {
    execFileSync('openssl', ['version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

// `openssl req` cannot date a certificate back before version 3.4; `openssl ca` always could.
const AUTHORITY = [
  '[ca]',
  'default_ca = self',
  '[self]',
  'database = index.txt',
  'serial = serial',
  'new_certs_dir = .',
  'default_md = sha256',
  'policy = any',
  'copy_extensions = copy',
  '[any]',
  'commonName = supplied',
  '',
].join('\n');

/** The form of dates `openssl ca` takes: 20260131120000Z. */
function dateText(date: Date): string {
  return `${date.toISOString().replace(/[-:T]/g, '').slice(0, 14)}Z`;
}

const DAY_MS = 86_400_000;

/**
 * A self-signed certificate, made now.
 * @param names subjectAltName entries, such as `DNS:gw.test,IP:127.0.0.1`.
 * @param expired end its validity yesterday instead of tomorrow.
 */
export function makeCertificate(commonName: string, names: string, expired = false): TestCertificate {
  const directory = mkdtempSync(join(tmpdir(), 'certificate-'));
  const openssl = (...args: readonly string[]): void => {
    execFileSync('openssl', args, { cwd: directory, stdio: 'ignore' });
  };
  const read = (name: string): string => readFileSync(join(directory, name), 'utf8');
  const end = new Date(Date.now() + (expired ? -DAY_MS : DAY_MS));
  const start = new Date(end.getTime() - 10 * DAY_MS);
  try {
    writeFileSync(join(directory, 'ca.cnf'), AUTHORITY);
    writeFileSync(join(directory, 'index.txt'), '');
    writeFileSync(join(directory, 'serial'), '01\n');
    const subject = ['-subj', `/CN=${commonName}`, '-addext', `subjectAltName=${names}`];
    openssl(
      'req',
      '-new',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:prime256v1',
      '-nodes',
      '-keyout',
      'key',
      '-out',
      'csr',
      ...subject,
    );
    const dates = ['-startdate', dateText(start), '-enddate', dateText(end)];
    openssl('ca', '-selfsign', '-batch', '-notext', '-config', 'ca.cnf', '-keyfile', 'key', '-in', 'csr', '-out', 'cert', ...dates);
    return { key: read('key'), cert: read('cert') };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
