// Looks at HTML files in one Chromium: axe in light and dark at three widths, overflow, words that are parted,
// requests, and how many pages they print. In: the folder with the npm packages, Chromium, `all`, `some` or `pages`, and files. Out: JSON, an
// object a file. In the dark only colours differ, and only the rules about them are asked; with `some` in one width
// only. With `pages` only what is printed is counted.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [packages, chromium_path, tier, ...files] = process.argv.slice(2);
const require = createRequire(packages + "/");
const { chromium } = require("playwright-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
// What looks at colours.
const OF_COLOURS = ["color-contrast", "link-in-text-block"];
// However busy the machine is.
const timeout = 0;
const browser = await chromium.launch({ executablePath: chromium_path, args: ["--no-sandbox"], timeout });

// In the page: short words of the name that are on two lines, and contacts whose icon is on another line.
function parted() {
  const out = [];
  const lines = (range) => new Set([...range.getClientRects()].map((it) => Math.round(it.top))).size;
  const walker = document.createTreeWalker(document.querySelector("h1") ?? document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    for (const { 0: word, index } of walker.currentNode.data.matchAll(/\p{Script=Latin}{2,12}/gu)) {
      const range = document.createRange();
      range.setStart(walker.currentNode, index);
      range.setEnd(walker.currentNode, index + word.length);
      if (lines(range) > 1) out.push(word);
    }
  }
  for (const icon of document.querySelectorAll(".icons > li > .icon")) {
    const text = icon.nextElementSibling;
    if (text.getClientRects()[0].top > icon.getBoundingClientRect().bottom) out.push(text.textContent);
  }
  return out;
}

async function look(file) {
  // The policy of the page forbids scripts, axe's, too; what it lets through is looked at first.
  const found = { file, violations: [], overflow: [], parted: [], requests: [], messages: [], fonts: [], pages: 0 };
  const plain = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  // On a machine with much to do a page takes its time.
  plain.setDefaultTimeout(0);
  plain.on("console", (message) => found.messages.push(message.text()));
  plain.on("request", (request) => {
    if (!request.url().startsWith("data:")) found.requests.push(request.url());
  });
  await plain.goto(pathToFileURL(file).href, { timeout });
  found.fonts = await plain.evaluate(async () => {
    await document.fonts.ready;
    return [...document.fonts].filter((it) => it.status === "error").map((it) => it.family);
  });
  const pdf = (await plain.pdf({ preferCSSPageSize: true })).toString("latin1");
  found.pages = (pdf.match(/\/Type\s*\/Page\b(?!s)/g) || []).length;
  await plain.close();
  if (tier === "pages") return found;
  const context = await browser.newContext({ bypassCSP: true });
  context.setDefaultTimeout(0);
  const page = await context.newPage();
  await page.goto(pathToFileURL(file).href, { timeout });
  await page.evaluate(axe);
  for (const colorScheme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme });
    const rules = colorScheme === "light" ? {} : { runOnly: { type: "rule", values: OF_COLOURS } };
    const widths = colorScheme === "light" || tier === "all" ? [320, 768, 1280] : [1280];
    for (const width of widths) {
      await page.setViewportSize({ width, height: 900 });
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      if (wide > width) found.overflow.push(`${width}: ${wide}`);
      found.parted.push(...(await page.evaluate(parted)).map((text) => `${width}: ${text}`));
      const run = (rules) => axe.run({ resultTypes: ["violations", "incomplete"], ...rules });
      const result = await page.evaluate(run, rules);
      for (const kind of ["violations", "incomplete"]) {
        for (const { id, nodes } of result[kind]) {
          const places = nodes.slice(0, 3).map((it) => it.html.slice(0, 160) + " " + (it.any[0]?.message ?? ""));
          found.violations.push(`${colorScheme} ${width} ${kind} ${id}: ${places.join(" | ")}`);
        }
      }
    }
  }
  await context.close();
  return found;
}

const found = [];
const next = files.entries();
const work = async () => {
  for (const [index, file] of next) found[index] = await look(file);
};
await Promise.all([work(), work()]);
await browser.close();
console.log(JSON.stringify(found));
