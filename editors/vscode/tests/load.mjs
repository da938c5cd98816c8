// A source file of the extension, bundled as the extension is, with a stand-in for the editor.
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = fileURLToPath(new URL("..", import.meta.url));

let loads = 0;

/** Loads it; `editor` holds what the editor's module would. */
export async function load(entry, editor) {
  globalThis.editor = editor;
  const standIn = {
    name: "vscode",
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^vscode$/ }, () => ({ path: "vscode", namespace: "stand-in" }));
      const names = Object.keys(editor ?? {}).map((name) => `export const ${name} = globalThis.editor.${name};`);
      onLoad({ filter: /.*/, namespace: "stand-in" }, () => ({ contents: names.join("\n") }));
    },
  };
  const options = { bundle: true, write: false, format: "esm", platform: "node", plugins: [standIn] };
  const { outputFiles } = await build({ entryPoints: [`${root}/${entry}`], ...options });
  // Another name each time: what is loaded once keeps its stand-in.
  loads += 1;
  const text = `${outputFiles[0].text}\n// ${loads}`;
  return import(`data:text/javascript;base64,${Buffer.from(text).toString("base64")}`);
}
