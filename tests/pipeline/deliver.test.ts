import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { readLedger } from '../../src/ledger/ledger.ts';
import { type DeliverOptions, deliver } from '../../src/pipeline/deliver.ts';
import { openProgram } from '../../src/pipeline/open-program.ts';
import { markDone, readOutbox } from '../../src/pipeline/outbox.ts';
import { queueMail } from '../../src/pipeline/queue-mail.ts';
import { sendOutbox } from '../../src/pipeline/send-outbox.ts';
import type { SignIn } from '../../src/pipeline/smtp.ts';
import { finished, isBuilt, start } from '../support/cli.ts';
import { type MailServerOptions, startMailServer, type TakenMail } from '../support/mail-server.ts';

const root = resolve(import.meta.dirname, '../..');
const DUE = new Date('2026-06-01T12:00:00Z');
const later = (minutes: number) => new Date(DUE.getTime() + minutes * 60_000);

/** A program with its cache filled, so that each test copies it and runs quickly. */
let ready: string;

beforeAll(async () => {
  ready = mkdtempSync(join(tmpdir(), 'realized-deliver-'));
  cpSync(join(root, 'datasets/nightingale'), ready, { recursive: true });
  return () => rmSync(ready, { recursive: true, force: true });
});

interface Sent {
  directory: string;
  out: string;
  call(options?: Partial<DeliverOptions>): ReturnType<typeof deliver>;
  /** The delivery entries of the ledger. */
  record(): Promise<Record<string, unknown>[]>;
}

/** A copy of the program that delivers to a server, seen for the first time before it is due. */
async function program(deliveries: string, port: number, tls = 'none'): Promise<Sent> {
  const folder = mkdtempSync(join(tmpdir(), 'realized-deliver-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const directory = join(folder, 'nightingale');
  cpSync(ready, directory, { recursive: true });
  const mail = `mail: { from: realized@hospital.example, host: 127.0.0.1, port: ${port}, tls: ${tls} }\n`;
  const text = readFileSync(join(directory, 'program.yaml'), 'utf8');
  writeFileSync(join(directory, 'program.yaml'), `${text}\n${mail}deliveries:\n${deliveries}`);
  const out = join(folder, 'reports');
  const call = (options: Partial<DeliverOptions> = {}) =>
    deliver({
      directory,
      out,
      due: true,
      only: null,
      asOf: null,
      now: DUE,
      environment: {},
      memoryLimit: '1GB',
      threads: null,
      cache: null,
      progress: () => {},
      ...options,
    });
  expect(await call({ now: later(-60) })).toEqual([]);
  const record = async () =>
    (await readLedger(directory)).flatMap(({ kind, data }) => (kind === 'delivery' ? [data] : []));
  return { directory, out, call, record };
}

const BOARD = `  - id: board
    cron: "0 7 1 * *"
    zone: America/Chicago
    owner: analyst@hospital.example
    send:
      - { report: executive, to: [cfo@hospital.example] }
`;

async function withServer(options: MailServerOptions, deliveries = BOARD) {
  const server = await startMailServer(options);
  return { server, sent: await program(deliveries, server.port) };
}

/** A program with one mail in its outbox, larger than one packet, and a way to try it. */
async function queued(options: MailServerOptions, tls = 'none', now = DUE) {
  const server = await startMailServer(options);
  const sent = await program(BOARD, server.port, tls);
  const { program: opened, directory } = await openProgram(sent.directory, null);
  const origin = { directory, program: opened, delivery: opened.deliveries[0]!, at: now, now };
  const mail = { subject: 'Report', html: '<p>It pays.</p>\n'.repeat(40_000), text: 'It pays.\n', attachments: [] };
  const card = { report: 'executive' as const, runId: 'a'.repeat(64), reasons: [], alerts: [], folder: null };
  // The compiled command reads the clock: for it, nothing is due.
  await markDone(directory, 'board', new Date());
  await queueMail(origin, { mail, to: 'cfo@hospital.example', ...card });
  const attempt = (minutes: number, signIn: SignIn = null, patient = true) =>
    sendOutbox({ directory, program: opened, signIn, now: later(minutes), patient });
  return { server, sent, directory, attempt };
}

describe('a due delivery', () => {
  test('reaches its recipient once: page as HTML and plain text, PDF attached, outcome in the ledger', async () => {
    const { server, sent } = await withServer({});
    const lines = await sent.call();
    expect(lines.map(({ to, outcome }) => [to, outcome])).toEqual([
      ['cfo@hospital.example', 'queued'],
      ['cfo@hospital.example', 'sent'],
    ]);
    expect(server.taken.map(({ to }) => to)).toEqual([['cfo@hospital.example']]);
    const { message } = server.taken[0]!;
    expect(message).toMatch(/^Content-Type: text\/plain/m);
    expect(message).toMatch(/^Content-Type: text\/html/m);
    expect(message).toMatch(/^Content-Type: application\/pdf; name=nightingale-executive.pdf/m);
    expect(message).toMatch(/^Auto-Submitted: auto-generated/m);
    const [entry] = await sent.record();
    expect(entry).toMatchObject({
      delivery: 'board',
      outcome: 'sent',
      to: 'cfo@hospital.example',
      due: DUE.toISOString(),
    });
    expect(message).toContain(`Message-ID: ${entry!['message_id']}`);
    expect(await readOutbox(sent.directory)).toEqual([]);

    expect(await sent.call({ now: later(1) })).toEqual([]);
    // The next due time gives the same run of the same data: nobody gets it twice.
    const again = await sent.call({ now: new Date('2026-07-01T12:00:00Z') });
    expect(again.map(({ outcome }) => outcome)).toEqual(['delivered before']);
    expect((await sent.call({ due: false, now: later(5) })).map(({ outcome }) => outcome)).toEqual([
      'delivered before',
    ]);
    expect(server.taken).toHaveLength(1);
  });

  test('is not sent for a due time that was over when it was first seen', async () => {
    const { server, sent } = await withServer({});
    expect(await sent.call({ now: later(-1) })).toEqual([]);
    expect(server.taken).toEqual([]);
  });

  test('can be dropped into a folder, whole or not at all', async () => {
    const { sent } = await withServer({}, BOARD.replace('to: [cfo@hospital.example]', 'folder: ../pack'));
    expect((await sent.call()).map(({ to, outcome }) => [to, outcome])).toEqual([['../pack', 'dropped']]);
    const latest = join(sent.directory, '../pack/nightingale/executive/latest');
    expect(readdirSync(latest).sort()).toEqual(['executive.html', 'executive.pdf']);
    expect(await sent.record()).toMatchObject([{ outcome: 'dropped', to: '../pack' }]);
  });

  test('is held when a file is refused, and the owner is told', async () => {
    const { server, sent } = await withServer({});
    const extracts = join(sent.directory, 'extracts');
    const file = readdirSync(extracts, { recursive: true, encoding: 'utf8' }).find((name) => name.endsWith('.csv'))!;
    writeFileSync(join(extracts, file), 'not,the,header\n1,2,3\n');
    const lines = await sent.call();
    expect(lines[0]).toMatchObject({ outcome: 'held', detail: expect.stringContaining(file) });
    expect(server.taken.map(({ to }) => to)).toEqual([['analyst@hospital.example']]);
    expect(server.taken[0]!.message).toContain('is held');
    expect((await sent.record()).map(({ outcome }) => outcome)).toEqual(['held', 'sent']);
    expect(existsSync(sent.out)).toBe(false);
  });
});

describe('a server that does not take the mail', () => {
  test('greylisting: refused for now, taken at the next attempt, and never tried before its time', async () => {
    const { server, attempt } = await queued({ greylist: 1 });
    expect(await attempt(0)).toMatchObject([{ outcome: 'waits', detail: expect.stringContaining('451') }]);
    expect(await attempt(4)).toEqual([]);
    expect(await attempt(5)).toMatchObject([{ outcome: 'sent' }]);
    expect(server.taken).toHaveLength(1);
  });

  test('a connection that breaks in the middle of the message: sent later, as the same message', async () => {
    const { server, directory, attempt } = await queued({ breaks: 1 });
    expect(await attempt(0)).toMatchObject([{ outcome: 'waits' }]);
    const [card] = await readOutbox(directory);
    expect(await attempt(5)).toMatchObject([{ outcome: 'sent' }]);
    expect(server.taken.map(({ message }) => message.includes(card!.message_id))).toEqual([true]);
  });

  test('no server at all: waits in the outbox', async () => {
    const { server, directory, attempt } = await queued({});
    await server.stop();
    expect(await attempt(0)).toMatchObject([{ outcome: 'waits', detail: expect.stringContaining('ECONNREFUSED') }]);
    expect(await readOutbox(directory)).toHaveLength(1);
  });

  test('a recipient that does not exist: given up, kept, the owner is told; by hand it is tried again', async () => {
    const { server, sent, directory, attempt } = await queued({ refuse: 'cfo@hospital.example' });
    expect(await attempt(0)).toMatchObject([{ outcome: 'failed', detail: expect.stringContaining('550') }]);
    expect(await attempt(1)).toMatchObject([{ report: 'notice', to: 'analyst@hospital.example', outcome: 'sent' }]);
    expect(server.taken[0]!.message).toContain('could not reach cfo@hospital.example');
    expect((await readOutbox(directory)).map(({ status }) => status)).toEqual(['failed, recorded']);
    expect(await attempt(2)).toEqual([]);
    expect(await attempt(3, null, false)).toMatchObject([{ to: 'cfo@hospital.example', outcome: 'failed' }]);
    expect((await sent.record()).map(({ outcome }) => outcome)).toEqual(['failed', 'sent']);
  });

  test('a wrong password: waits without a word of it, and the right one sends it', async () => {
    const { server, attempt } = await queued({ password: 'right' });
    const lines = await attempt(0, { user: 'realized', pass: 'wrong-one' });
    expect(lines).toMatchObject([{ outcome: 'waits', detail: expect.stringContaining('535') }]);
    expect(JSON.stringify(lines)).not.toContain('wrong-one');
    expect(await attempt(5, { user: 'realized', pass: 'right' })).toMatchObject([{ outcome: 'sent' }]);
    expect(server.taken).toHaveLength(1);
  });
});

test('a user without a password is refused before anything is done', async () => {
  const { sent } = await withServer({ password: 'right' });
  const call = sent.call({ environment: { REALIZED_SMTP_USER: 'realized' } });
  await expect(call).rejects.toMatchObject({ code: 'delivery.sign-in', exitCode: 2 });
  expect(await sent.record()).toEqual([]);
});

describe.skipIf(!isBuilt)('the compiled command (skipped: run `make build` first)', () => {
  const words = ({ directory, out }: Sent) => ['deliver', directory, '--due', '--out', out];

  test('STARTTLS with a password from a file; two calls at once send one mail', async () => {
    const { server, sent } = await queued({ tls: true, password: 'right' }, 'starttls', new Date());
    const file = join(sent.directory, '../password');
    writeFileSync(file, 'right\n');
    const environment = {
      NODE_EXTRA_CA_CERTS: join(root, 'tests/support/tls/certificate.pem'),
      REALIZED_SMTP_USER: 'realized',
      REALIZED_SMTP_PASSWORD_FILE: file,
    };
    const both = await Promise.all([1, 2].map(() => finished(start(words(sent), environment))));
    expect(both.map(({ code }) => code)).toEqual([0, 0]);
    expect(server.taken.map(({ to, secure }) => [to, secure])).toEqual([[['cfo@hospital.example'], true]]);
    expect(await sent.record()).toMatchObject([{ outcome: 'sent' }]);
  });

  test.each([
    ['without STARTTLS', {}],
    ['whose certificate nobody vouches for', { tls: true }],
  ])('a server %s gets nothing', async (_name, options) => {
    const { server, sent, directory } = await queued(options, 'starttls', new Date());
    const { code, stdout } = await finished(start(words(sent)));
    expect([code, stdout.includes('waits')]).toEqual([0, true]);
    expect(server.taken).toEqual([]);
    expect(await readOutbox(directory)).toHaveLength(1);
  });

  test('killed after the server took the mail: sent again with the same Message-ID, and recorded once', async () => {
    const { server: silent, sent } = await queued({ silent: true }, 'none', new Date());
    const child = start(words(sent));
    const end = finished(child);
    await expect.poll(() => silent.taken.length, { timeout: 30_000 }).toBe(1);
    child.kill('SIGKILL');
    await end;
    expect(await sent.record()).toEqual([]);
    await silent.stop();

    const server = await startMailServer({});
    const text = readFileSync(join(sent.directory, 'program.yaml'), 'utf8');
    writeFileSync(join(sent.directory, 'program.yaml'), text.replace(`port: ${silent.port}`, `port: ${server.port}`));
    expect((await finished(start(words(sent)))).code).toBe(0);
    const id = ({ message }: TakenMail) => /^Message-ID: (.*)\r?$/m.exec(message)![1]!.trim();
    expect(server.taken.map(id)).toEqual(silent.taken.map(id));
    expect(await sent.record()).toMatchObject([{ outcome: 'sent', message_id: id(silent.taken[0]!) }]);
  });
});
