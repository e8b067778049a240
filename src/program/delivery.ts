/** Where mail is handed in. Who signs in, and with which password, is never part of the program. */
export interface MailServer {
  /** The sender's address. */
  from: string;
  host: string;
  port: number;
  /** `starttls` and `implicit` encrypt or refuse; `none` is for a relay on this machine. */
  tls: 'starttls' | 'implicit' | 'none';
}

/** What can be delivered: a report of the run, or `alerts`, a mail that is sent only when there is something new to say. */
export type DeliveredReport = 'executive' | 'project' | 'finance' | 'full' | 'alerts';

/** Reports that go out at due times. */
export interface Delivery {
  id: string;
  /** Five cron fields: minute, hour, day of month, month, day of week; in `zone`. */
  cron: string;
  /** IANA zone. */
  zone: string;
  /** The address that is told when a delivery is held or fails; null for nobody. */
  owner: string | null;
  /** When is the oldest data too old, and what then? */
  stale: { afterDays: number; action: 'banner' | 'hold' };
  send: { report: DeliveredReport; to: string[]; folder: string | null }[];
}
