// Writes makers.txt: the names of brands and languages as those who make them write them.
//
//     npm install --no-save simple-icons linguist-languages && node data/check/names.mjs
//
// simple-icons is CC0-1.0; linguist-languages is MIT, and takes its names from GitHub Linguist, MIT.
import { readFileSync, writeFileSync } from "node:fs";

const folder = (name) => `node_modules/${name}/`;
const version = (name) => JSON.parse(readFileSync(`${folder(name)}package.json`, "utf8")).version;

const names = new Set();
for (const icon of JSON.parse(readFileSync(`${folder("simple-icons")}data/simple-icons.json`, "utf8"))) {
  const { aka = [], dup = [], old = [] } = icon.aliases ?? {};
  for (const name of [icon.title, ...aka, ...old, ...dup.map((it) => it.title)]) names.add(name);
}
const listed = readFileSync(`${folder("linguist-languages")}index.js`, "utf8");
for (const [, name] of listed.matchAll(/default as '([^']+)'/g)) names.add(name);

// A word is all that is compared: names of several words are told by each of them.
const words = new Set([...names].flatMap((name) => name.split(/[\s/]+/)).filter((word) => /\p{L}.*\p{L}/u.test(word)));
const head = [
  "# Names of brands and languages as their makers write them, a word a line. Written by names.mjs.",
  `# From simple-icons ${version("simple-icons")} (CC0-1.0) and linguist-languages ${version("linguist-languages")}`,
  "# (MIT, Copyright (c) Ika; names of GitHub Linguist, MIT, Copyright (c) 2017 GitHub, Inc.).",
];
writeFileSync("data/check/makers.txt", `${[...head, ...[...words].sort()].join("\n")}\n`);
