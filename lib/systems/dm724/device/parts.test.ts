import { expect } from "chai";
import { Conversation } from "./conversation.test.js";
import { composed, type Parts } from "./parts.js";

/** Every class and function that a device can be made of, each of which notes in `made` that it was used. */
function noting(made: Set<string>): Parts {
  const note = <Usual>(name: string, usual: Usual): Usual => {
    made.add(name);
    return usual;
  };
  return {
    Disk: (Usual) => class extends note("Disk", Usual) {},
    TemporaryBuffer: (Usual) => class extends note("TemporaryBuffer", Usual) {},
    Sink: (Usual) => class extends note("Sink", Usual) {},
    Session: (Usual) => class extends note("Session", Usual) {},
    Storage: (Usual) => class extends note("Storage", Usual) {},
    Jobs: (Usual) => class extends note("Jobs", Usual) {},
    Power: (Usual) => class extends note("Power", Usual) {},
    configuration: (configured) => note("configuration", configured),
    accounts: (asked) => note("accounts", asked),
    boot: (usual) => note("boot", usual),
    admitting: (_device, admit) => note("admitting", admit()),
    interference: (_session, command, carryOut) => note("interference", carryOut(command)),
  };
}

describe("systems/dm724/device/parts", () => {
  it("are each used when a device is made of them, also when they are composed with others", () => {
    for (const others of [[], [{}], [noting(new Set())]]) {
      const made = new Set<string>();
      const parts = noting(made);
      const conversation = Conversation.with({ parts: composed(...others, parts, ...others) });
      expect(conversation.login().say("NOOP")).to.equal("200 OK.");
      expect([...made].toSorted()).to.deep.equal(Object.keys(parts).toSorted());
    }
  });

  it("stand in front of those before them", () => {
    const heard: string[] = [];
    const named = (name: string): Parts => ({
      interference: (_session, command, carryOut) => {
        heard.push(name);
        return carryOut({ ...command, verb: command.verb.slice(1) });
      },
      admitting: (_device, admit) => {
        heard.push(`admitting ${name}`);
        return admit();
      },
      configuration: (configured) => ({ ...configured, timer: configured.timer * 10 + name.length }),
    });
    const conversation = Conversation.with({
      config: ["timer 3"],
      parts: composed(named("a"), named("bc")),
    });
    expect(conversation.device.configuration.timer).to.equal(312);
    expect(conversation.say("XXNOOP")).to.equal("200 OK.");
    expect(heard).to.deep.equal(["admitting bc", "admitting a", "bc", "a"]);
  });
});
