import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { RealizedError } from '../errors.ts';
import { PREVIEW_POLICY, previewFrame, previewNotice } from '../render/preview-html.ts';

/** What the frame around the reports tells. */
export interface PreviewState {
  /** Counts the reports made; 0 while there is none but of an earlier run. */
  version: number;
  words: string;
  /** What stops the program from running, with file, line and column; null where nothing does. */
  problem: string | null;
}

/** What is served: a frame, its events, and reports by name. */
export interface PreviewSource {
  title: string;
  state: () => PreviewState;
  /** Null where there is no such report. */
  report: (file: string) => Promise<string | Uint8Array | null>;
}

const TYPES: Record<string, string> = {
  html: 'text/html; charset=utf-8',
  pdf: 'application/pdf',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

const ONLY_HERE = '127.0.0.1';

/**
 * Serves a preview on this machine alone.
 *
 * Addresses are names of reports, never paths. A request under another host name is refused: some page elsewhere may have
 * pointed its own name here to read what is shown (DNS rebinding).
 *
 * @param port  0 for a free one
 */
export class PreviewServer {
  readonly #source: PreviewSource;
  readonly #server: Server;
  readonly #listeners = new Set<ServerResponse>();

  constructor(source: PreviewSource) {
    this.#source = source;
    this.#server = createServer((request, response) => {
      this.#answer(request, response).catch((error: Error) => send(response, 500, 'txt', error.message));
    });
  }

  /**
   * @returns the address
   * @throws `usage.invalid` where the port is taken, or is none
   */
  async listen(port: number): Promise<string> {
    await new Promise<void>((done, fail) => {
      this.#server.once('error', fail);
      this.#server.listen(port, ONLY_HERE, done);
    }).catch((cause: Error) => {
      const hint = 'name another with --port, or none for a free one';
      throw new RealizedError(
        'usage.invalid',
        { message: `port ${port} cannot be had: ${cause.message}`, hint },
        cause,
      );
    });
    return `http://${ONLY_HERE}:${this.#port()}/`;
  }

  /** Tells every open frame what is now. */
  tell(): void {
    for (const listener of this.#listeners) listener.write(this.#event());
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  #port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  #event(): string {
    return `data: ${JSON.stringify(this.#source.state())}\n\n`;
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const hosts = [ONLY_HERE, 'localhost'].map((name) => `${name}:${this.#port()}`);
    if (!hosts.includes(request.headers.host ?? '')) return send(response, 403, 'txt', 'this preview is for 127.0.0.1');
    if (request.method !== 'GET') return send(response, 405, 'txt', 'this preview is for reading');
    const { title, state, report } = this.#source;
    const path = (request.url ?? '').replace(/\?.*$/, '');
    if (path === '/') return send(response, 200, 'html', previewFrame(title, state().version), PREVIEW_POLICY);
    if (path === '/events') return this.#listen(response);
    const name = /^\/report\/([^/]+)$/.exec(path)?.[1];
    const file = name === undefined ? null : decoded(name);
    if (file === null) return send(response, 404, 'txt', 'there is no such page');
    const content = await report(file);
    if (content !== null) return send(response, 200, file.replace(/^.*\./, ''), content, "frame-ancestors 'self'");
    const isOnItsWay = state().version === 0 && state().problem === null;
    const words = isOnItsWay ? 'The first report is on its way; it will appear here.' : 'There is no such report.';
    send(response, isOnItsWay ? 200 : 404, 'html', previewNotice(words), "frame-ancestors 'self'");
  }

  #listen(response: ServerResponse): void {
    response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
    response.write(this.#event());
    this.#listeners.add(response);
    response.on('close', () => this.#listeners.delete(response));
  }
}

function decoded(name: string): string | null {
  try {
    return decodeURIComponent(name);
  } catch {
    return null;
  }
}

function send(
  response: ServerResponse,
  status: number,
  ending: string,
  content: string | Uint8Array,
  policy = "default-src 'none'",
): void {
  response.writeHead(status, {
    'Content-Type': TYPES[ending] ?? 'text/plain; charset=utf-8',
    'Content-Security-Policy': policy,
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    'Cross-Origin-Resource-Policy': 'same-origin',
  });
  response.end(content);
}
