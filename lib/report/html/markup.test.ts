import { expect } from "chai";
import { fragment, html, jsonBlock, ownElement, type Part } from "./markup.js";

describe("report/html/markup", () => {
  const escaped: [title: string, value: string, text: string][] = [
    ["markup", "<b>&amp;</b>", "&lt;b&gt;&amp;amp;&lt;/b&gt;"],
    ["the end of an attribute", `"'`, "&quot;&#39;"],
    ["what moves a cursor", "\u001b[2J\r\n\0", "\\x1b[2J\\r\\n\\0"],
    ["what turns text around", "\u202eabc", "\\u202eabc"],
    ["what ends a line of a script", "\u2028\u2029", "\\u2028\\u2029"],
  ];
  for (const [title, value, text] of escaped) {
    it(`escapes ${title}`, () => expect(html`<p>${value}</p>`.text).to.equal(`<p>${text}</p>`));
  }

  it("takes markup of its own, numbers, lists and nothing", () => {
    const items: Part[] = [html`<li>${1}</li>`, "<", undefined, false, [html`<br>`]];
    expect(html`<ul>${items}</ul>`.text).to.equal("<ul><li>1</li>&lt;<br></ul>");
  });

  it("puts JSON where nothing can end it", () => {
    const value = { "</script>": ["<!--", "&", "\u2028"] };
    const { text } = jsonBlock("data", value);
    const json = text.slice(text.indexOf(">") + 1, text.lastIndexOf("</"));
    expect(json).not.to.match(/[<>&\u2028]/);
    expect(JSON.parse(json)).to.deep.equal(value);
  });

  it("refuses a style sheet or script that would end itself", () => {
    for (const text of ["a</script>", "a</STYLE", "<!--"])
      expect(() => ownElement("script", text)).to.throw("holds markup");
  });

  it("makes an address of any id", () => {
    expect(fragment("a.b c\ud800#")).to.equal("#a.b%20c%5Cud800%23");
  });
});
