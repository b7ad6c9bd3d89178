import { expect } from "chai";
import { CLIENT, Conversation, HOST, say } from "../device/conversation.test.js";
import { modelNamed } from "../device/models.js";
import type { Parts } from "../device/parts.js";
import { misbehaviours } from "./misbehaviours.js";

/** Lines that a new root says, of which the last reply counts; or what is done with its session, and found. */
type Doing = readonly string[] | ((first: Conversation) => string);

/** What a right device answers, and what the wrong one does; a chassis, unless it takes another model to see it. */
export type Symptom = readonly [name: string, doing: Doing, right: RegExp, wrong: RegExp, model?: string];

/** With room for three clients. @param name of the misbehaviour; undefined: it has none */
function found(doing: Doing, model: string, name?: string): string {
  const options = { model: modelNamed(model), config: ["clients 3"], parts: partsOf(name) };
  const conversation = Conversation.with(options).login("ROOT");
  if (typeof doing === "function") return doing(conversation);
  return doing.map((line) => say(conversation, line)).at(-1) ?? "";
}

/** What a device with this misbehaviour is made of; with none it is right. */
export function partsOf(name: string | undefined): Parts {
  if (name === undefined) return {};
  const misbehaviour = misbehaviours.get(name);
  if (misbehaviour === undefined) throw new Error(`there is no misbehaviour "${name}"`);
  return misbehaviour.parts();
}

/** An it for every symptom. */
export function describeSymptoms(title: string, symptoms: readonly Symptom[]): void {
  describe(`systems/dm724/mutants/${title}`, () => {
    for (const [name, doing, right, wrong, model = "chassis"] of symptoms) {
      it(`${name}: ${misbehaviours.get(name)?.says}`, () => {
        expect(found(doing, model)).to.match(right);
        expect(found(doing, model, name)).to.match(wrong);
      });
    }
  });
}

/** What a client gets that connects now. */
export function greeted({ device }: Conversation): string {
  const admission = device.admit({ client: CLIENT, host: HOST });
  if (admission.kind === "stopped") return "";
  return (admission.kind === "full" ? admission.reply : admission.greeting).octets.toString("latin1");
}
