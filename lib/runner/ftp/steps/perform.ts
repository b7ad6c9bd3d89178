import type { Step } from "../../../suite/schema.js";
import type { CaseContext } from "../../case-context.js";
import {
  closedStep,
  commandStep,
  connectStep,
  disconnectStep,
  loginStep,
  octetsStep,
  replyStep,
  silenceStep,
} from "./control.js";
import { dataStep } from "./data.js";
import { passStep, provokeStep, untilStep, waitStep } from "./time.js";
import { downloadStep, listStep, uploadStep } from "./transfer.js";

/** Performs one step; throws CaseEnd when it settles the case. */
export function perform(run: CaseContext, step: Step): Promise<void> {
  switch (step.verb) {
    case "connect":
      return connectStep(run, step);
    case "login":
      return loginStep(run, step);
    case "command":
      return commandStep(run, step);
    case "octets":
      return octetsStep(run, step);
    case "reply":
      return replyStep(run, step);
    case "silence":
      return silenceStep(run, step);
    case "closed":
      return closedStep(run, step);
    case "disconnect":
      return disconnectStep(run, step);
    case "data":
      return dataStep(run, step);
    case "provoke":
      return provokeStep(run, step);
    case "pass":
      return passStep(run, step);
    case "until":
      return untilStep(run, step);
    case "wait":
      return waitStep(run, step);
    case "upload":
      return uploadStep(run, step);
    case "download":
      return downloadStep(run, step);
    case "list":
      return listStep(run, step);
  }
}
