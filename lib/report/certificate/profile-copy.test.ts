import { expect } from "chai";
import { profileCopy } from "./profile-copy.js";

describe("the certificate's copy of a profile", () => {
  it("has neither passwords, nor commands, nor comments", () => {
    const copy = profileCopy(`# the switch's password is hunter2
name: bench
ftp: { host: 127.0.0.1, port: 2121 }
accounts:
  root: { user: root, password: hunter2 }
  guest: { user: guest, password-env: GUEST_PASSWORD }
permit: storage
hooks: { recover: "curl -u admin:hunter2 http://127.0.0.1/off", provoke: "./hunter2.sh" }
`);
    expect(copy).not.to.include("hunter2");
    expect(copy).to.equal(`name: bench
ftp:
  host: 127.0.0.1
  port: 2121
accounts:
  root:
    user: root
    password: left out
  guest:
    user: guest
    password-env: GUEST_PASSWORD
permit: storage
hooks:
  recover: a command, left out
  provoke: a command, left out
`);
  });
});
