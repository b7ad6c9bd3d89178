/** How fast a server answers on control connections. */
import { type Account, Control } from "./control.js";

const LF = 0x0a;
const TWO = 0x32;
const LINE = "NOOP\r\n";

/**
 * NOOP commands a second on one connection.
 * @param milliseconds for which commands are sent
 * @param inFlight commands that wait for their replies at any time; 1 is lock-step
 */
export async function noops(control: Control, milliseconds: number, inFlight: number): Promise<number> {
  const { connection } = control;
  const batches = Array.from({ length: inFlight + 1 }, (_, size) => Buffer.from(LINE.repeat(size)));
  let sent = 0;
  let answered = 0;
  /** whether the next octet begins a reply */
  let begins = true;
  const send = (count: number): void => {
    const batch = batches[count];
    if (batch === undefined) throw new Error(`${count} replies at once, of ${inFlight} commands in flight`);
    sent += count;
    connection.write(batch);
  };
  const start = performance.now();
  const end = start + milliseconds;
  await Promise.race([
    new Promise<void>((resolve, reject) => {
      connection.reader = (octets) => {
        let replies = 0;
        for (let at = 0; at < octets.length; ) {
          if (begins && octets[at] !== TWO)
            return reject(new Error(`NOOP got ${octets.toString("latin1", at)}`));
          const lf = octets.indexOf(LF, at);
          begins = lf >= 0;
          if (lf < 0) break;
          replies += 1;
          at = lf + 1;
        }
        answered += replies;
        if (answered > sent) return reject(new Error("NOOP got more replies than there were commands"));
        if (performance.now() < end) send(replies);
        else if (answered === sent) resolve();
      };
      send(inFlight);
    }),
    connection.ended.then(() => {
      throw new Error(`the server closed after ${answered} of ${sent} replies`);
    }),
  ]);
  const rate = (answered * 1000) / (performance.now() - start);
  control.listen();
  return rate;
}

/**
 * Logins a second, one after the other: connect, 220, USER, PASS, QUIT, the end of the connection.
 * @param milliseconds after which no other one is begun
 */
export async function logins(port: number, account: Account, milliseconds: number): Promise<number> {
  const start = performance.now();
  let elapsed = 0;
  let count = 0;
  for (; elapsed < milliseconds; elapsed = performance.now() - start) {
    await (await Control.login(port, account)).quit();
    count += 1;
  }
  return (count * 1000) / elapsed;
}
