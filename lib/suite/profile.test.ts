import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { SYSTEMS } from "../systems/known.js";
import { readTarget } from "./profile.js";

const PROFILE = `name: bench
ftp: { host: 127.0.0.1, port: 2121 }
accounts:
  root: { user: root, password-env: BENCH_PASSWORD }
permit: storage
`;

describe("targets", () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "flashgate-profile-"));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  function read(
    text: string,
    env: NodeJS.ProcessEnv = { BENCH_PASSWORD: "secret" },
  ): ReturnType<typeof readTarget> {
    const file = join(folder, "bench.yaml");
    writeFileSync(file, text);
    return readTarget(file, env, SYSTEMS);
  }

  it("reads a profile", () => {
    const target = read(PROFILE);
    expect(target.ok && target.profile).to.deep.include({
      name: "bench",
      host: "127.0.0.1",
      port: 2121,
      permit: "storage",
      texts: "auto",
    });
    expect(target.ok && target.profile.root).to.deep.equal({ user: "root", password: "secret" });
    expect(target.ok && target.profile.timings).to.deep.equal({
      connectMs: 10_000,
      replyMs: 20_000,
      dataMs: 20_000,
      caseMs: 600_000,
      runMs: 7_200_000,
    });
  });

  it("permits no more than a session unless the profile says more", () => {
    const target = read(PROFILE.replace("permit: storage\n", ""));
    expect(target.ok && target.profile.permit).to.equal("session");
  });

  it("reads what the device is arranged as, its images beside the profile, and how it is made to fail", () => {
    writeFileSync(join(folder, "newer.bin"), "image");
    const target = read(
      `${PROFILE}arranged: [slow-storage]\nimages: { application-later: newer.bin }\nmodel: current\nfaults: [retr-read]\nhooks: { provoke: ./break.sh }\n`,
    );
    expect(target.ok && target.profile).to.deep.include({
      arranged: ["slow-storage"],
      images: { "application-later": join(folder, "newer.bin") },
      model: "current",
      faults: ["retr-read"],
      provoke: "./break.sh",
    });
  });

  const faults: [string, string, string, string][] = [
    [
      "an image that is not there",
      "permit:",
      "images: { bios: none.bin }\npermit:",
      "bench.yaml:5:17: there is no file none.bin beside the profile; name the image's file",
    ],
    [
      "a fault that there is not",
      "permit:",
      "faults: [retr-raed]\npermit:",
      'bench.yaml:5:10: there is no fault "retr-raed"; write retr-read',
    ],
    [
      "a key with a typo",
      "permit:",
      "permitt:",
      'bench.yaml:5:1: profile: unknown key "permitt"; write permit',
    ],
    [
      "a hazard with a typo",
      "permit: storage",
      "permit: storrage",
      'bench.yaml:5:9: profile: permit is "storrage"; write storage',
    ],
    [
      "a port that is none",
      "2121",
      "70000",
      "bench.yaml:2:31: profile: ftp.port: write a port from 1 to 65535",
    ],
    ...["1e99", "-1", "0", "2.5"].map((port): [string, string, string, string] => [
      `the port ${port}`,
      "2121",
      port,
      "bench.yaml:2:31: profile: ftp.port: write a port from 1 to 65535",
    ]),
    [
      "a missing part",
      "ftp: { host: 127.0.0.1, port: 2121 }\n",
      "",
      "bench.yaml:1:1: profile: ftp is missing; write a mapping",
    ],
  ];
  for (const [title, from, to, message] of faults) {
    it(`says what is wrong with ${title}`, () => {
      const target = read(PROFILE.replace(from, to));
      expect(target.ok ? "" : target.message.replace(`${folder}/`, "")).to.equal(message);
    });
  }

  for (const [octets, why] of [
    ["\\r\\nDELE X", "has CR, LF or NUL in it, which would end the command; leave it out"],
    ["\\0", "has CR, LF or NUL in it, which would end the command; leave it out"],
    ["\\u20ac", "has a character that is no octet; write each octet of it as \\xNN"],
  ] as const) {
    for (const [what, text] of [
      ["user of root", `accounts: { root: { user: "a${octets}" } }`],
      ["password of guest", `accounts: { guest: { user: a, password: "a${octets}" } }`],
      ["work directory", `accounts: {}\nwork: "/DSK${octets}"`],
    ] as const) {
      it(`refuses what cannot stand in a command: ${JSON.stringify(octets)} in the ${what}`, () => {
        const target = read(`name: x\nftp: { host: 127.0.0.1 }\npermit: session\n${text}\n`);
        expect(target.ok ? "" : target.message).to.match(/:\d+:\d+: /);
        expect(target.ok ? "" : target.message.replace(/^.*:\d+:\d+: /, "")).to.equal(`the ${what} ${why}`);
      });
    }
  }

  it("refuses what cannot stand in a command in a URL and in the environment, and quotes no password", () => {
    const url = readTarget("ftp://root:secret%0d%0aDELE%20X@127.0.0.1", {}, SYSTEMS);
    expect(url.ok ? "" : url.message).to.equal(
      "the user or the password of ftp://root:****@127.0.0.1 has CR, LF or NUL in it, which would end the command; leave it out",
    );
    const env = read(PROFILE, { BENCH_PASSWORD: "secret\n" });
    expect(env.ok ? "" : env.message).to.match(
      /bench\.yaml:4:37: the password of root has CR, LF or NUL in it/,
    );
  });

  it("says which variable is not set", () => {
    const target = read(PROFILE, {});
    expect(target.ok ? "" : target.message).to.match(
      /bench\.yaml:4:37: the environment variable BENCH_PASSWORD is not set; set it to the password of root$/,
    );
  });

  const urls: [string, Record<string, unknown> | RegExp][] = [
    [
      "ftp://test:test@127.0.0.1:2121",
      { host: "127.0.0.1", port: 2121, root: { user: "test", password: "test" } },
    ],
    ["ftp://root:@127.0.0.1", { port: 21, root: { user: "root", password: "" } }],
    ["ftp://a%40b:c%3Ad@[::1]:2121", { host: "::1", root: { user: "a@b", password: "c:d" } }],
    [
      "http://test:test@127.0.0.1",
      /^http:\/\/test:\*\*\*\*@127\.0\.0\.1: http is not a protocol that a target can have; write ftp:/,
    ],
    ["ftp://127.0.0.1:2121", /names no user; write ftp:\/\/USER:PASSWORD@HOST:PORT/],
    ["ftp://test:test@127.0.0.1:99999", /is not a target; write/],
    ["ftp://test:test@127.0.0.1/pub", /names a directory; put it under work: in a profile instead/],
    ["no-such-file.yaml", /^there is no profile no-such-file\.yaml; write a file's name or ftp:/],
    ["ftp://root:%zz@127.0.0.1", /^ftp:\/\/root:\*\*\*\*@127\.0\.0\.1 is not a target; write/],
    [".", /^\.: this is a folder; name a file$/],
  ];
  for (const [url, expected] of urls) {
    it(`reads ${url}`, () => {
      const target = readTarget(url, {}, SYSTEMS);
      if (expected instanceof RegExp) expect(target.ok ? "" : target.message).to.match(expected);
      else expect(target.ok && target.profile).to.deep.include(expected);
    });
  }

  const secrets: [target: string, shown: string][] = [
    ["ftp://root:secret@127.0.0.1:99999", "ftp://root:****@127.0.0.1:99999 is not a target"],
    ["http://root:se/cret@h", "http://root:****@h is not a target"],
    ["ftp://root:secret/secret@h/x", "ftp://root:****@h/x is not a target"],
    ["ftp://root:se:cret@127.0.0.1/x", "ftp://root:****@127.0.0.1/x names a directory"],
    ["ftp://root:sec@ret@127.0.0.1/x", "ftp://root:****@127.0.0.1/x names a directory"],
    ["ftp://root:sec@ret@127.0.0.1:99999", "ftp://root:****@127.0.0.1:99999 is not a target"],
    ["ftp://root:12/secret@h", "ftp://root:****@h names no user"],
    ["ftp://:secret@127.0.0.1", "ftp://:****@127.0.0.1 names no user"],
    ["ftp://root:sec\nret@127.0.0.1:99999", "ftp://root:****@127.0.0.1:99999 is not a target"],
    ["ftp:/root:secret@127.0.0.1", "there is no profile ftp:/root:****@127.0.0.1"],
    ["root:secret@127.0.0.1", "there is no profile root:****@127.0.0.1"],
  ];
  for (const [target, shown] of secrets) {
    it(`tells no part of the password of ${JSON.stringify(target)}`, () => {
      const read = readTarget(target, {}, SYSTEMS);
      expect(read.ok ? "" : read.message).to.match(/;/);
      expect(read.ok ? "" : read.message.split(";")[0]).to.equal(shown);
    });
  }

  const misplaced: [title: string, text: string][] = [
    ["a URL for ftp", "name: x\nftp: ftp://root:SECRET@host\naccounts: {}\n"],
    ["a URL for all", "ftp://root:SECRET@host\n"],
    ["a text for all", "root SECRET\n"],
    ["a URL as the host", "name: x\nftp: { host: ftp://root:SECRET@host }\naccounts: {}\n"],
    ["an account in the host", "name: x\nftp: { host: root:SECRET@host }\naccounts: {}\n"],
    ["a word for an account", "name: x\nftp: { host: h }\naccounts: { root: SECRET }\n"],
    ["a word for the accounts", "name: x\nftp: { host: h }\naccounts: root/SECRET\n"],
    ["a list for an account", "name: x\nftp: { host: h }\naccounts: { root: [root, SECRET] }\n"],
    [
      "a number as the password",
      "name: x\nftp: { host: h }\naccounts: { root: { user: r, password: 5317 } }\n",
    ],
    [
      "a list as the password",
      "name: x\nftp: { host: h }\naccounts: { root: { user: r, password: [SECRET] } }\n",
    ],
    ["a blank forgotten", "name: x\nftp: { host: h }\naccounts: {root:SECRET}\n"],
    [
      "a blank forgotten within",
      "name: x\nftp: { host: h }\naccounts: { root: {user: r, password:SECRET} }\n",
    ],
    [
      "a hook that is a list",
      "name: x\nftp: { host: h }\naccounts: {}\nhooks: { recover: { run: SECRET } }\n",
    ],
    ["a hook that is a number", "name: x\nftp: { host: h }\naccounts: {}\nhooks: { recover: 5317 }\n"],
    ["a password that begins with @", "name: x\naccounts: { root: { user: r, password: @SECRET } }\n"],
    ["a password in quotes that do not end", 'name: x\naccounts: { root: { user: r, password: "SECRET } }\n'],
  ];
  for (const [title, text] of misplaced) {
    it(`tells no password of a profile that has it in the wrong place: ${title}`, () => {
      const folder = mkdtempSync(join(tmpdir(), "flashgate-profile-"));
      try {
        const file = join(folder, "p.yaml");
        for (const octets of [Buffer.from(text), Buffer.from(text, "utf16le")]) {
          writeFileSync(file, octets);
          const read = readTarget(file, {}, SYSTEMS);
          expect(read.ok).to.equal(false);
          const message = read.ok ? "" : read.message;
          expect(message).not.to.match(/SECRET|5317/);
          expect(message).to.match(/p\.yaml:\d+:\d+: .*;? ?/);
        }
      } finally {
        rmSync(folder, { recursive: true });
      }
    });
  }
});
