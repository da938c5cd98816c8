// The packed extension in a real VS Code: questions through VS Code's own interface, then one sitting seen from the outside.
import { cpSync } from "node:fs";
import { chinese } from "./chinese.mjs";
import { desk } from "./desk.mjs";
import { explorer } from "./explorer.mjs";
import { host } from "./host.mjs";
import { lookup } from "./lookup.mjs";
import { preview } from "./preview.mjs";
import { start } from "./session.mjs";
import { tour } from "./tour.mjs";
import { trouble } from "./trouble.mjs";

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
  if (!ONLY || ONLY === "explorer") await explorer(browser, `${WORK}/explorer`);
  if (!ONLY || ONLY === "trouble") await trouble(browser, copy("trouble"), chinese(WORKBENCH));
  // The last one: it puts the other package in.
  if (!ONLY || ONLY === "lookup") await lookup(browser, copy("lookup"), `${WORK}/plain.vsix`);
} finally {
  await stop();
}
