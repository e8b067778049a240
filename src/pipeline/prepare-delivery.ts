import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { newAlerts } from '../delivery/alerts.ts';
import { type Gate, gate } from '../delivery/gate.ts';
import { alertMail, filesOf, reportMail } from '../delivery/mail.ts';
import type { DeliveredReport, Delivery } from '../program/delivery.ts';
import type { Program } from '../program/program.ts';
import type { Theme } from '../render/theme.ts';
import { spoken } from '../results/language.ts';
import type { Results } from '../results/schema.ts';
import { AS_RUN_FILE, parseAsRun } from './as-run.ts';
import { type DeliveryRecord, isDelivered, readDeliveries, recordDelivery } from './delivery-record.ts';
import { readOutbox } from './outbox.ts';
import { themeOf } from './program-theme.ts';
import { queueMail, queueNotice } from './queue-mail.ts';
import type { RunEvidence } from './run-evidence.ts';
import { writeRun } from './write-run.ts';

/** What happened to one report on its way to one recipient. */
export interface DeliveryLine {
  delivery: string;
  report: DeliveredReport | 'notice';
  /** A mail address or a folder; null for what was held. */
  to: string | null;
  outcome: DeliveryRecord['outcome'] | 'queued' | 'waits' | 'delivered before' | 'nothing new';
  detail: string | null;
}

/** A delivery that is due, and what it is made from. */
export interface DueDelivery {
  directory: string;
  program: Program;
  delivery: Delivery;
  at: Date;
  now: Date;
  evidence: () => Promise<RunEvidence>;
}

/** A run that passed the gate. */
interface Passed extends DueDelivery {
  results: Results;
  folder: string;
  files: string[];
  judged: Gate;
}

/**
 * Takes a due delivery through the gate, and puts into outbox and folders what may go out.
 *
 * @returns one line per report and recipient; doing it twice puts nothing there twice
 */
export async function prepareDelivery(due: DueDelivery): Promise<DeliveryLine[]> {
  const { delivery } = due;
  const evidence = await due.evidence();
  const { results, folder } = evidence;
  const judged = gate(evidence, delivery.stale);
  const reports = delivery.send.filter(({ report }) => report !== 'alerts');
  // Alerts tell of old data, so old data does not hold them; only a run that cannot be relied on does.
  const alone = reports.length === 0 ? gate(evidence, { ...delivery.stale, action: 'banner' }) : judged;
  if (results === null || folder === null || alone.decision === 'hold') return hold(due, alone.reasons, results);
  const files = await readdir(folder);
  const missing = reports.filter(({ report }) => filesOf(report, files, 'folder').length === 0);
  if (missing.length > 0) {
    const reasons = missing.map(({ report }) => `The run writes no report «${report}».`);
    return hold(due, reasons, results);
  }
  const passed: Passed = { ...due, results, folder, files, judged: alone };
  const lines: DeliveryLine[] = [];
  for (const sending of delivery.send) {
    for (const to of sending.to) {
      lines.push(
        sending.report === 'alerts' ? await queueAlerts(passed, to) : await queueReport(passed, sending.report, to),
      );
    }
    if (sending.folder !== null) lines.push(await dropReport(passed, sending.report, sending.folder));
  }
  return lines;
}

async function hold(due: DueDelivery, reasons: string[], results: Results | null): Promise<DeliveryLine[]> {
  const { directory, delivery, at, now } = due;
  const line = { delivery: delivery.id, report: 'notice' as const, to: null, outcome: 'held' as const };
  const record = { ...line, due: at.toISOString(), run_id: results?.run_id ?? null, reasons };
  await recordDelivery(directory, record, now);
  const remedy = `Nothing was sent. Mend it, then send it with «realized deliver PROGRAM --only ${delivery.id}», or wait for the next due time.`;
  await queueNotice(due, { delivery, due: at, what: 'is held', reasons, remedy });
  return [{ ...line, detail: reasons.join(' ') }];
}

async function queueReport(passed: Passed, report: DeliveredReport, to: string): Promise<DeliveryLine> {
  const { directory, delivery, results, folder, files, judged } = passed;
  const line = { delivery: delivery.id, report, to };
  const key = { run_id: results.run_id, report, to };
  const waiting = (await readOutbox(directory)).some(
    (mail) => mail.run_id === key.run_id && mail.report === report && mail.to === to,
  );
  if (waiting || isDelivered(await readDeliveries(directory), key)) {
    return { ...line, outcome: waiting ? 'waits' : 'delivered before', detail: null };
  }
  const page = await readFile(join(folder, 'executive.html'), 'utf8');
  const mail = reportMail(results, page, judged.reasons, filesOf(report, files, 'mail'), await themeIn(folder));
  await queueMail(passed, { mail, report, to, runId: results.run_id, reasons: judged.reasons, alerts: [], folder });
  return { ...line, outcome: 'queued', detail: judged.reasons.join(' ') || null };
}

async function queueAlerts(passed: Passed, to: string): Promise<DeliveryLine> {
  const { directory, delivery, results, folder } = passed;
  const line = { delivery: delivery.id, report: 'alerts' as const, to };
  const before = [...(await readDeliveries(directory)), ...(await readOutbox(directory))];
  const told = before
    .filter((one) => one.report === 'alerts' && one.delivery === delivery.id && one.to === to)
    .flatMap(({ alerts }) => alerts ?? []);
  const alerts = newAlerts(results, delivery.stale, new Set(told));
  if (alerts.length === 0) return { ...line, outcome: 'nothing new', detail: null };
  const mail = alertMail(results, alerts, await themeIn(folder));
  const keys = alerts.map(({ key }) => key);
  await queueMail(passed, { mail, report: 'alerts', to, runId: results.run_id, reasons: [], alerts: keys, folder });
  return { ...line, outcome: 'queued', detail: alerts.map(({ title }) => title).join('; ') };
}

/** The theme that a run's folder was written in. */
async function themeIn(folder: string): Promise<Theme> {
  return themeOf(parseAsRun(await readFile(join(folder, AS_RUN_FILE), 'utf8'))?.files ?? {});
}

async function dropReport(passed: Passed, report: DeliveredReport, to: string): Promise<DeliveryLine> {
  const { directory, program, delivery, at, now, results, folder, files, judged } = passed;
  const line = { delivery: delivery.id, report, to };
  if (isDelivered(await readDeliveries(directory), { run_id: results.run_id, report, to })) {
    return { ...line, outcome: 'delivered before', detail: null };
  }
  const dropped = filesOf(report, files, 'folder').map(async (path) => ({
    path,
    content: await readFile(join(folder, path)),
  }));
  const { tell } = spoken(results).language;
  const note = judged.reasons.map((reason) => `${tell(reason)}\n`).join('');
  const outputs = [
    ...(await Promise.all(dropped)),
    ...(note === '' ? [] : [{ path: 'READ-FIRST.txt', content: note }]),
  ];
  await writeRun(join(directory, to, program.id, report), basename(folder), outputs);
  const record = { ...line, due: at.toISOString(), outcome: 'dropped' as const, run_id: results.run_id };
  await recordDelivery(directory, { ...record, reasons: judged.reasons }, now);
  return { ...line, outcome: 'dropped', detail: note.trim() || null };
}
