// The packed extension in a real VS Code: questions through VS Code's own interface, then one sitting seen from the outside.
import { cpSync } from "node:fs";
import { chinese } from "./chinese.mjs";
import { desk } from "./desk.mjs";
import { host } from "./host.mjs";
import { preview } from "./preview.mjs";
import { start } from "./session.mjs";
import { tour } from "./tour.mjs";

const { WORK, WORKBENCH, REAL, ONLY } = process.env;
const copy = (name) => {
  cpSync(REAL, `${WORK}/${name}`, { recursive: true, filter: (file) => !file.endsWith("/out") });
  return `${WORK}/${name}`;
};

const { browser, stop } = await start(`${WORK}/matter.vsix`);
try {
  if (!ONLY || ONLY === "host") await host(browser, copy("host"));
  if (!ONLY || ONLY === "desk") await desk(browser, copy("desk"));
  if (!ONLY || ONLY === "preview") await preview(browser, copy("preview"));
  if (!ONLY || ONLY === "tour") await tour(browser, copy("tour"), chinese(WORKBENCH));
} finally {
  await stop();
}
