// The packed extension in a real VS Code: questions through VS Code's own interface, then one sitting seen from the outside.
import { cpSync } from "node:fs";
import { desk } from "./desk.mjs";
import { host } from "./host.mjs";
import { start } from "./session.mjs";

const { WORK, REAL, ONLY } = process.env;
const copy = (name) => {
  cpSync(REAL, `${WORK}/${name}`, { recursive: true, filter: (file) => !file.endsWith("/out") });
  return `${WORK}/${name}`;
};

const { browser, stop } = await start(`${WORK}/matter.vsix`);
try {
  if (ONLY !== "desk") await host(browser, copy("host"));
  if (ONLY !== "host") await desk(browser, copy("desk"));
} finally {
  await stop();
}
