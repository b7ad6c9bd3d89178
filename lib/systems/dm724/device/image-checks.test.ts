import { expect } from "chai";
import { Conversation } from "./conversation.test.js";
import { sampleImage } from "./sample-images.test.js";

const CHECKED = "150 Data connection open, checked file transfer in process...";

interface Refusal {
  title: string;
  /** of SITE CHECK */
  check: string;
  name: string;
  image: string;
  reply: RegExp;
}

const app = (changes = {}): string => sampleImage("application", changes);
/** The same image with some octets put in place of others; nothing is repaired. */
const patched = (image: string, at: number, octets: string): string =>
  image.slice(0, at) + octets + image.slice(at + octets.length);

const REFUSALS: readonly Refusal[] = [
  {
    title: "no image at all",
    check: "UNKNOWN",
    name: "X.BIN",
    image: "text",
    reply: /^503 Unknown file type checked\.$/,
  },
  {
    title: "no image, long",
    check: "UNKNOWN",
    name: "X.BFW",
    image: "x".repeat(400),
    reply: /^503 Unknown file type checked\.$/,
  },
  {
    title: "another device's application",
    check: "HW SUPPORTED",
    name: "X.BIN",
    image: app({ hardware: [0xfffe] }),
    reply: /^503 Application not supported by hardware level \(rcvd\. 65534, reqd\. \d+\)\.$/,
  },
  {
    title: "an application that needs a later BIOS",
    check: "BIOS",
    name: "X.BIN",
    image: app({ minimumBios: [2, 5, 0, 0, 0] }),
    reply: /^503 Application not supported by present BIOS\.$/,
  },
  {
    title: "an application of an earlier hardware level",
    check: "HARDWARE",
    name: "X.BIN",
    image: app({ hardwareLevel: 0 }),
    reply: /^503 Application not supported by hardware level \(rcvd\. 0, reqd\. \d+\)\.$/,
  },
  {
    title: "a BIOS of an earlier hardware level",
    check: "HARDWARE",
    name: "X.BIN",
    image: sampleImage("bios", { hardwareLevel: 0 }),
    reply: /^503 BIOS not supported by hardware level \(rcvd\. 0, reqd\. \d+\)\.$/,
  },
  {
    title: "firmware of an earlier hardware level",
    check: "HARDWARE",
    name: "X.BFW",
    image: sampleImage("firmware", { hardwareLevel: 0 }),
    reply: /^503 Firmware not supported by hardware level \(rcvd\. 0, reqd\. \d+\)\.$/,
  },
  {
    title: "an earlier application",
    check: "VERSION",
    name: "X.BIN",
    image: app({ version: [11, 1, 10, 45, 2] }),
    reply: /^503 Application older than the one stored\.$/,
  },
  {
    title: "an earlier BIOS",
    check: "VERSION",
    name: "X.BIN",
    image: sampleImage("bios", { version: [2, 3, 0, 0, 0] }),
    reply: /^503 BIOS older than the one stored\.$/,
  },
  {
    title: "earlier firmware",
    check: "VERSION",
    name: "X.BFW",
    image: sampleImage("firmware", { version: [0, 0, 0, 0, 1] }),
    reply: /^503 Firmware older than the one stored\.$/,
  },
  {
    title: "an earlier application under firmware's extension",
    check: "VERSION",
    name: "X.BFW",
    image: app({ version: [1, 0, 0, 0, 0] }),
    reply: /^503 Version older than the stored one\.$/,
  },
  {
    title: "an application of another profile",
    check: "PROFILE",
    name: "X.BIN",
    image: app({ profile: "OTHER" }),
    reply: /^503 Application incompatible with the stored profile\.$/,
  },
  {
    title: "firmware that nobody knows",
    check: "FIRMWARE",
    name: "X.BFW",
    image: sampleImage("firmware", { firmware: "NOSUCHFW" }),
    reply: /^551 Firmware unknown\.$/,
  },
  {
    title: "misbuilt firmware",
    check: "FIRMWARE",
    name: "X.BFW",
    image: misbuilt(),
    reply: /^552 Firmware misbuilt\.$/,
  },
  {
    title: "firmware that is not needed",
    check: "FIRMWARE",
    name: "X.BFW",
    image: sampleImage("firmware", { firmware: notNeeded() }),
    reply: /^552 Firmware not required\.$/,
  },
  {
    title: "a file that is longer than its header says",
    check: "LENGTH",
    name: "X.BIN",
    image: `${app()}${"x".repeat(128)}`,
    reply: /^535 Unexpected end of checked file\.$/,
  },
  {
    title: "a file that is shorter than its header says",
    check: "LENGTH",
    name: "X.BIN",
    image: app().slice(0, -128),
    reply: /^535 Unexpected end of checked file\.$/,
  },
  {
    title: "a wrong checksum",
    check: "CRC",
    name: "X.BIN",
    image: patched(app(), 200, "?"),
    reply: /^536 Received checked file with bad checksum\.$/,
  },
];

/** The build number and its complement do not agree. */
function misbuilt(): string {
  return patched(sampleImage("firmware", { build: 7 }), 100, "\0\0");
}

/** The second firmware that the model knows, which its application does not need. */
function notNeeded(): string {
  return Conversation.with().device.model.firmware[1]?.id ?? "";
}

/** What no check but this one is for: with all others off, everything else of the image is right. */
const alone = ({ check }: Refusal): string[] => ["SITE CHECK ALL OFF", `SITE CHECK ${check} ON`];

function store(conversation: Conversation, name: string, image: string): string | undefined {
  const [opened, reply] = conversation.say(`STOR ${name}`, image).split(" | ");
  expect(opened).to.equal(CHECKED);
  return reply;
}

describe("systems/dm724/device/image-checks", () => {
  for (const mode of ["OFF", "ON"]) {
    describe(`with DIRECT ${mode}`, () => {
      const login = (...before: string[]): Conversation => {
        const conversation = Conversation.with({ config: ["no check rename"] }).login();
        for (const command of ["TYPE I", `SITE DIRECT ${mode}`, ...before]) conversation.say(command);
        return conversation;
      };

      for (const refusal of REFUSALS) {
        const { title, check, name, image, reply } = refusal;
        it(`CHECK ${check} alone refuses ${title}`, () => {
          expect(store(login(...alone(refusal)), name, image)).to.match(reply);
        });

        it(`without CHECK ${check}, ${title} is accepted`, () => {
          // A damaged length or identity makes the checksum wrong too.
          const conversation = login("SITE CHECK ALL OFF");
          expect(store(conversation, name, image)).to.match(/^226 /);
        });
      }

      for (const kind of ["application", "bios", "firmware"] as const) {
        it(`all checks accept a fitting ${kind}`, () => {
          const name = kind === "firmware" ? "X.BFW" : "X.BIN";
          expect(store(login(), name, sampleImage(kind))).to.match(/^226 /);
        });
      }

      it("files of other extensions are not looked at", () => {
        expect(login().say("STOR X.TXT", "text")).to.match(/, file transfer in process\.\.\. \| 226 /);
      });
    });
  }

  it("DIRECT OFF: a refused file leaves the buffer empty (Dm724-I 5.1.6)", () => {
    for (const { name, image } of REFUSALS) {
      const conversation = Conversation.with().login();
      conversation.say("TYPE I");
      conversation.say("STOR A.TXT", "abc");
      store(conversation, name, image);
      expect(conversation.device.storage.buffer.file, name).to.equal(undefined);
      expect(conversation.say("SITE SAVEBUFFER")).to.equal("503 Temporal buffer is empty.");
    }
  });

  it("DIRECT ON: what the header gives away leaves the old file; a wrong end has replaced it (3.7, the warning)", () => {
    for (const { check, image } of REFUSALS.filter(({ name }) => name === "X.BIN")) {
      const conversation = Conversation.with({ config: ["direct", "no check rename"] }).login();
      conversation.say("TYPE I");
      store(conversation, "APPCODE1.BIN", image);
      const length = conversation.device.storage.disk("DSK")?.find("APPCODE1.BIN")?.content.length;
      const replaced = check === "LENGTH" || check === "CRC";
      expect(length === image.length, check).to.equal(replaced);
    }
  });

  it("CHECK RENAME: in DIRECT ON the name inside is the one it is stored under (3.8)", () => {
    const conversation = Conversation.with({ config: ["direct"] }).login();
    conversation.say("TYPE I");
    expect(store(conversation, "X.BIN", app({ name: "NEWAPP.BIN" }))).to.match(/^226 /);
    expect(conversation.say("SIZE X.BIN")).to.equal("550 File not found.");
    expect(conversation.say("SIZE NEWAPP.BIN")).to.equal("213 512");
  });

  it("TEST mode checks nothing (3.8)", () => {
    const conversation = Conversation.with().login();
    conversation.say("ACCT TEST0");
    expect(conversation.say("STOR X.BIN", "text")).to.match(
      /^150 Data connection open, file transfer .* \| 226 /,
    );
  });

  it("REST and STOR: the whole is judged, whatever was there before (AMB-041)", () => {
    const image = app();
    const conversation = Conversation.with({ config: ["direct", "no check rename"] }).login();
    for (const command of ["TYPE I", "SITE CHECK ALL OFF"]) conversation.say(command);
    conversation.say("STOR X.BIN", image.slice(0, 200));
    conversation.say("SITE CHECK ALL ON");
    conversation.say("REST 200");
    expect(store(conversation, "X.BIN", `?${image.slice(201)}`)).to.match(/^536 /);
    conversation.say("REST 200");
    expect(store(conversation, "X.BIN", image.slice(200))).to.match(/^226 /);
  });

  it("APPE in DIRECT ON cannot make a bad file out of a good one (AMB-041)", () => {
    const conversation = Conversation.with({ config: ["direct", "no check rename"] }).login();
    conversation.say("TYPE I");
    expect(store(conversation, "X.BIN", app())).to.match(/^226 /);
    expect(conversation.say("APPE X.BIN", "x")).to.match(/ \| 550 Error writing file\.$/);
  });

  it("BIO takes a BIOS and nothing else, whatever is checked (3.1)", () => {
    const conversation = Conversation.with({ config: ["direct", "no check all"] }).login();
    conversation.say("TYPE I");
    expect(store(conversation, "/BIO/X.BIN", app())).to.equal("550 Error writing file.");
    expect(conversation.say("STOR /BIO/X.TXT", "text")).to.match(/ \| 550 Error writing file\.$/);
    expect(store(conversation, "/BIO/X.BIN", sampleImage("bios"))).to.match(/^226 /);
  });
});
