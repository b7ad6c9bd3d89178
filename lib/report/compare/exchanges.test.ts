import { expect } from "chai";
import type { DialogueEvent } from "../../runner/journal.js";
import { dialogue, passed } from "../sample-journal.test.js";
import { exchangesOf } from "./exchanges.js";

const connected = (session = "main", at = 0): DialogueEvent => ({
  at,
  session,
  channel: "control",
  side: "C",
  note: "connected to 127.0.0.1 port 4021",
});

const rows: readonly (readonly [title: string, events: (string | DialogueEvent)[], told: string[]])[] = [
  [
    "commands one after the other",
    ["S 220 Hi\\r\\n", "C USER root\\r\\n", "S 331 Pass\\r\\n", "C PASS ****\\r\\n", "S 230 In\\r\\n"],
    ["(connect) > 220 Hi", "USER root > 331 Pass", "PASS **** > 230 In"],
  ],
  [
    "a transfer's two replies",
    [
      "S 220 Hi\\r\\n",
      "C RETR a\\r\\n",
      "S 150 Go\\r\\n",
      "S 226 Done\\r\\n",
      "C NOOP\\r\\n",
      "S 200 OK\\r\\n",
    ],
    ["(connect) > 220 Hi", "RETR a > 150 Go > 226 Done", "NOOP > 200 OK"],
  ],
  [
    "two commands in one write, and replies in pieces",
    ["S 220 Hi\\r\\n", "C SYST\\r\\nNOOP\\r\\n", "S 215 UN", "S IX\\r\\n200 OK\\r\\n"],
    ["(connect) > 220 Hi", "SYST > 215 UNIX", "NOOP > 200 OK"],
  ],
  [
    "a command while another one is at work",
    [
      "S 220 Hi\\r\\n",
      "C STOR a\\r\\n",
      "S 150 Go\\r\\n",
      "C ABOR\\r\\n",
      "S 426 No\\r\\n",
      "S 226 Closed\\r\\n",
    ],
    ["(connect) > 220 Hi", "STOR a > 150 Go > 426 No", "ABOR > 226 Closed"],
  ],
  [
    "octet by octet, a password too",
    ["S 220 Hi\\r\\n", "C PASS", "C  ", "C x", "C \\r", "C \\n", "S 230 In\\r\\n"],
    ["(connect) > 220 Hi", "PASS **** > 230 In"],
  ],
  [
    "a reply too many belongs to the command before",
    ["S 220 Hi\\r\\n", "C STAT\\r\\n", "S 211 A\\r\\n211 B\\r\\n", "C NOOP\\r\\n", "S 200 OK\\r\\n"],
    ["(connect) > 220 Hi", "STAT > 211 A > 211 B", "NOOP > 200 OK"],
  ],
  [
    "several lines, and what cannot be printed",
    ["S 220 Hi\\r\\n", "C FEAT\\r\\n", "S 211-Has\\r\\n \\x1b\\r\\n211 End\\r\\n"],
    ["(connect) > 220 Hi", "FEAT > 211 Has /  \\x1b / End"],
  ],
  ["no reply", ["S 220 Hi\\r\\n", "C NOOP\\r\\n"], ["(connect) > 220 Hi", "NOOP"]],
];

describe("report/compare/exchanges", () => {
  for (const [title, events, told] of rows)
    it(title, () => {
      const record = passed("a.b.one", { dialogue: dialogue(connected(), ...events) });
      const exchanges = exchangesOf(record);
      expect(exchanges.map(({ command, replies }) => [command, ...replies].join(" > "))).to.deep.equal(told);
    });

  it("keeps sessions apart, and leaves the runner's own and the data out", () => {
    const at = (session: string, side: "C" | "S", text: string, channel: "control" | "data" = "control") =>
      ({ at: 1, session, channel, side, text }) as const;
    const record = passed("a.b.one", {
      dialogue: [
        connected("main"),
        connected("second"),
        at("second", "S", "220 Two\\r\\n"),
        at("main", "S", "220 One\\r\\n"),
        at("main", "S", "26 octets", "data"),
        connected("health"),
        at("health", "S", "220 Health\\r\\n"),
        connected("cleanup"),
        at("cleanup", "S", "220 Cleanup\\r\\n"),
      ],
    });
    expect(exchangesOf(record).map(({ session, replies }) => [session, ...replies])).to.deep.equal([
      ["main", "220 One"],
      ["second", "220 Two"],
    ]);
  });

  it("measures from the end of the command to the first reply", () => {
    const control = { session: "main", channel: "control" } as const;
    const record = passed("a.b.one", {
      dialogue: [
        connected("main", 5),
        { ...control, at: 7, side: "S", text: "220 Hi\\r\\n" },
        { ...control, at: 10, side: "C", text: "site get" },
        { ...control, at: 20, side: "C", text: "cfg x\\r\\n" },
        { ...control, at: 23, side: "S", text: "119 Wait\\r\\n" },
        { ...control, at: 99, side: "S", text: "200 OK\\r\\n" },
      ],
    });
    expect(exchangesOf(record).map(({ verb, latencyMs }) => [verb, latencyMs])).to.deep.equal([
      ["(connect)", 2],
      ["SITE GETCFG", 3],
    ]);
  });
});
