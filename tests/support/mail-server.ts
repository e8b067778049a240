import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { onTestFinished } from 'vitest';

/** A mail as the server took it. */
export interface TakenMail {
  message: string;
  to: string[];
  secure: boolean;
}

export interface MailServerOptions {
  /** STARTTLS with the certificate of tests/support/tls. */
  tls?: boolean;
  /** Asks for a sign-in as `realized` with this password. */
  password?: string;
  /** How many recipients are told to come again (451). */
  greylist?: number;
  /** How many connections break while the message is handed in. */
  breaks?: number;
  /** A recipient that is refused for good (550). */
  refuse?: string;
  /** Takes mail and never says so. */
  silent?: boolean;
}

/** Starts a mail server on 127.0.0.1 in a process of its own; it ends with the test. */
export async function startMailServer(
  options: MailServerOptions = {},
): Promise<{ port: number; taken: TakenMail[]; stop: () => Promise<void> }> {
  const script = join(import.meta.dirname, 'mail-server.js');
  const child = spawn(process.execPath, [script, JSON.stringify(options)], { stdio: ['ignore', 'pipe', 'inherit'] });
  const taken: TakenMail[] = [];
  const lines = createInterface({ input: child.stdout });
  const [first] = (await once(lines, 'line')) as [string];
  lines.on('line', (line) => taken.push(JSON.parse(line) as TakenMail));
  const stop = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGTERM');
    await once(child, 'close');
  };
  onTestFinished(stop);
  return { port: (JSON.parse(first) as { port: number }).port, taken, stop };
}
