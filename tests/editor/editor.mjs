// An editor's view of resumes: yaml-language-server, spoken to as an editor does.
// Arguments: the folder of Node packages, and the schema. Reads a list of documents from standard input, each
// {text, ask: [["completion" or "hover", line, character], …]}; prints a list of what the server says of each.
import { spawn } from "node:child_process";
import { pathToFileURL } from "node:url";
import { readFileSync } from "node:fs";

const [packages, schema] = process.argv.slice(2);
const documents = JSON.parse(readFileSync(0, "utf8"));
const program = `${packages}/node_modules/yaml-language-server/bin/yaml-language-server`;
const server = spawn("node", [program, "--stdio"], { stdio: ["pipe", "pipe", "inherit"] });

const waiting = new Map();
const told = new Map();
let next = 0;
let input = Buffer.alloc(0);

function send(message) {
  const body = JSON.stringify({ jsonrpc: "2.0", ...message });
  server.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
}

function request(method, params) {
  const id = ++next;
  send({ id, method, params });
  return new Promise((done) => waiting.set(id, done));
}

const settings = { yaml: { schemas: { [pathToFileURL(schema)]: "/*.yaml" }, completion: true, hover: true, validate: true, schemaStore: { enable: false } } };

function take(message) {
  if (message.method === "workspace/configuration") {
    const of = (item) => settings[item.section] ?? {};
    send({ id: message.id, result: message.params.items.map(of) });
  } else if (message.method === "textDocument/publishDiagnostics") {
    const { uri, diagnostics } = message.params;
    told.get(uri)?.(diagnostics);
  } else if (message.method && message.id !== undefined) {
    send({ id: message.id, result: null });
  } else if (waiting.has(message.id)) {
    waiting.get(message.id)(message.result);
    waiting.delete(message.id);
  }
}

server.stdout.on("data", (data) => {
  input = Buffer.concat([input, data]);
  for (;;) {
    const end = input.indexOf("\r\n\r\n");
    if (end < 0) return;
    const length = Number(/Content-Length: (\d+)/i.exec(input.subarray(0, end).toString())[1]);
    if (input.length < end + 4 + length) return;
    take(JSON.parse(input.subarray(end + 4, end + 4 + length).toString()));
    input = input.subarray(end + 4 + length);
  }
});

await request("initialize", {
  processId: process.pid,
  rootUri: null,
  capabilities: { workspace: { configuration: true }, textDocument: { completion: { completionItem: { snippetSupport: true } } } },
});
send({ method: "initialized", params: {} });
send({ method: "workspace/didChangeConfiguration", params: { settings } });

const answers = [];
for (const [index, { text, ask }] of documents.entries()) {
  const uri = `file:///resumes/${index}.yaml`;
  const diagnostics = new Promise((done) => told.set(uri, done));
  send({ method: "textDocument/didOpen", params: { textDocument: { uri, languageId: "yaml", version: 1, text } } });
  const answer = { diagnostics: (await diagnostics).map(({ message, range }) => ({ line: range.start.line, message })) };
  answer.answers = [];
  for (const [kind, line, character] of ask ?? []) {
    const found = await request(`textDocument/${kind}`, { textDocument: { uri }, position: { line, character } });
    answer.answers.push(kind === "completion" ? (found?.items ?? []).map((item) => item.label) : (found?.contents?.value ?? ""));
  }
  answers.push(answer);
}
console.log(JSON.stringify(answers));
server.kill();
