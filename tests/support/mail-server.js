// A mail server in a process of its own, for tests: node mail-server.js '{"tls":true,"password":"…","greylist":1}'
// It writes one JSON object a line: {"port":n} when it listens, {"message":"…","to":[…],"secure":true} for each mail it takes.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SMTPServer } from 'smtp-server';

const {
  tls = false,
  password = null,
  greylist = 0,
  breaks = 0,
  refuse = null,
  silent = false,
} = JSON.parse(process.argv[2] ?? '{}');
const left = { greylist, breaks };
const tell = (what) => process.stdout.write(`${JSON.stringify(what)}\n`);
const pem = (name) => readFileSync(join(import.meta.dirname, 'tls', name));

const server = new SMTPServer({
  ...(tls ? { key: pem('key.pem'), cert: pem('certificate.pem') } : {}),
  disabledCommands: [...(tls ? [] : ['STARTTLS']), ...(password === null ? ['AUTH'] : [])],
  authOptional: password === null,
  allowInsecureAuth: !tls,
  onAuth(auth, _session, done) {
    const isKnown = auth.username === 'realized' && auth.password === password;
    done(isKnown ? null : Object.assign(new Error('Authentication failed'), { responseCode: 535 }), {
      user: auth.username,
    });
  },
  onRcptTo({ address }, _session, done) {
    if (address === refuse) return done(Object.assign(new Error('No such user here'), { responseCode: 550 }));
    if (left.greylist-- > 0) return done(Object.assign(new Error('Try again later'), { responseCode: 451 }));
    done();
  },
  onData(stream, session, done) {
    const chunks = [];
    let isBroken = false;
    stream.on('data', (chunk) => {
      chunks.push(chunk);
      if (isBroken || left.breaks-- <= 0) return;
      isBroken = true;
      for (const connection of server.connections) connection._socket.destroy();
    });
    stream.on('end', () => {
      if (isBroken) return;
      const to = session.envelope.rcptTo.map(({ address }) => address);
      tell({ message: Buffer.concat(chunks).toString('utf8'), to, secure: session.secure });
      // A server that has the mail and does not say so yet: the moment at which a client may be killed.
      if (!silent) done();
    });
  },
});
server.on('error', () => undefined);
server.listen(0, '127.0.0.1', () => tell({ port: server.server.address().port }));
process.on('SIGTERM', () => process.exit(0));
