import { crc32 } from "node:zlib";
import type { Endpoint } from "../../ftp/endpoint.js";
import type { DataReceived } from "../../tester/ftp/user-dtp.js";
import type { DataLink, DataPort } from "../../tester/wire.js";
import type { RecordedEvent, Recording } from "./recording.js";

/** A data connection as it was. */
export class RecordedData implements DataLink {
  readonly port: number | undefined;
  #at = 0;

  constructor(
    readonly recording: Recording,
    readonly own: readonly RecordedEvent[],
    /** checksums of the contents that are not there */
    readonly sums: WeakMap<Buffer, number>,
  ) {
    const accepted = own.find(({ is }) => is === "accepted");
    const port = / port (\d+)$/.exec(accepted?.note ?? "")?.[1];
    this.port = port === undefined ? undefined : Number(port);
  }

  async send(octets: Buffer): Promise<void> {
    const { data } = this.#next(({ side, data }) => side === "C" && data !== undefined, "no data was sent");
    if (data === undefined) return;
    const known = this.sums.get(octets);
    if (known !== undefined && data.length < octets.length) return;
    const sum = known ?? crc32(octets.subarray(0, data.length));
    if (data.length > octets.length || data.crc32 !== sum)
      this.recording.misfit(`the case sends other data than the ${data.length} octets that were sent`);
  }

  async receive(
    _limit: number,
    enough?: number | ((chunks: readonly Buffer[]) => boolean),
  ): Promise<DataReceived> {
    const event = this.#next(({ side, data }) => side === "S" && data !== undefined, "no data was received");
    const { length = 0, crc32: sum = 0, how, deflated, seconds } = event.data ?? {};
    const octets = event.octets?.length === length ? event.octets : undefined;
    if (octets !== undefined && crc32(octets) !== sum)
      this.recording.misfit("the data that was received and its checksum do not fit together");
    if (typeof enough === "function" && octets !== undefined) enough([octets]);
    return { length, crc32: sum, octets, deflated, seconds, how: (how ?? "end") as DataReceived["how"] };
  }

  async waitClosed(): Promise<"end" | "reset" | undefined> {
    const before = this.own.find(({ index, side, is }) => index <= this.recording.now && isEnd(side, is));
    const event =
      before ??
      this.#next(({ side, is }) => isEnd(side, is) || is === "open", "nothing tells whether it was closed");
    if (event.is === "open") return undefined;
    return event.is === "reset" ? "reset" : "end";
  }

  async close(): Promise<void> {
    this.#did("closed");
  }

  reset(): void {
    this.#did("reset");
  }

  destroy(): void {}

  #did(is: string): void {
    const event = this.own.slice(this.#at).find((one) => one.side === "C" && one.is === is);
    if (event !== undefined) this.#take(event);
  }

  #next(wanted: (event: RecordedEvent) => boolean, otherwise: string): RecordedEvent {
    const event = this.own.slice(this.#at).find(wanted);
    if (event === undefined) return this.recording.misfit(otherwise);
    this.#take(event);
    return event;
  }

  #take(event: RecordedEvent): void {
    this.#at = this.own.indexOf(event) + 1;
    this.recording.happened(event);
  }
}

function isEnd(side: string, is: string | undefined): boolean {
  return side === "S" && (is === "closed" || is === "reset");
}

/** A port at which the device was told to connect. */
export class RecordedPort implements DataPort {
  readonly endpoint: Endpoint;

  constructor(
    readonly recording: Recording,
    readonly own: readonly RecordedEvent[],
    readonly sums: WeakMap<Buffer, number>,
  ) {
    const [first] = own;
    const [, host, port] = /^listening at (\S+) port (\d+)$/.exec(first?.note ?? "") ?? [];
    if (first === undefined || host === undefined)
      recording.misfit("nothing tells where the tester listened");
    recording.happened(first);
    this.endpoint = { host, port: Number(port) };
  }

  async accept(): Promise<DataLink | undefined> {
    const event = this.own.find(({ is }) => is === "accepted" || is === "nobody");
    if (event === undefined) return this.recording.misfit("nothing tells whether the device connected");
    this.recording.happened(event);
    return event.is === "nobody" ? undefined : new RecordedData(this.recording, this.own, this.sums);
  }

  close(): void {}
}
