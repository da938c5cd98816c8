// `matter check`, `build` and `test` as tasks: one of each for every catalogue of the workspace.
import * as path from "node:path";
import * as vscode from "vscode";
import { findProgram } from "./program";

const COMMANDS = ["check", "build", "test"] as const;
export type TaskCommand = (typeof COMMANDS)[number];

type Definition = vscode.TaskDefinition & { command: TaskCommand; folder?: string };

/** Folders with a `matters.toml`. */
async function catalogues(): Promise<vscode.Uri[]> {
  const manifests = await vscode.workspace.findFiles("**/matters.toml", "**/{node_modules,target,out}/**");
  return manifests.map((manifest) => vscode.Uri.joinPath(manifest, "..")).sort((one, other) => (one.fsPath < other.fsPath ? -1 : 1));
}

function task(program: string, definition: Definition, workspace: vscode.WorkspaceFolder): vscode.Task {
  const { command, folder = "" } = definition;
  const args = [command, ...(folder === "" ? [] : [folder]), "--color", "never", ...(command === "check" ? ["--format", "short"] : [])];
  const name = folder === "" ? command : `${command} ${folder}`;
  const execution = new vscode.ProcessExecution(program, args, { cwd: workspace.uri.fsPath });
  const matchers = command === "check" ? ["$matter-error", "$matter-warning", "$matter-information"] : [];
  const found = new vscode.Task(definition, workspace, name, "matter", execution, matchers);
  found.group = command === "test" ? vscode.TaskGroup.Test : vscode.TaskGroup.Build;
  // Findings stand among the problems; of the others the terminal tells.
  if (command === "check") found.presentationOptions = { reveal: vscode.TaskRevealKind.Silent };
  return found;
}

function taskOf(program: string, command: TaskCommand, catalogue: vscode.Uri): vscode.Task | undefined {
  const workspace = vscode.workspace.getWorkspaceFolder(catalogue);
  if (!workspace) return undefined;
  const folder = path.relative(workspace.uri.fsPath, catalogue.fsPath).replaceAll("\\", "/");
  return task(program, folder === "" ? { type: "matter", command } : { type: "matter", command, folder }, workspace);
}

/** Runs a command for the catalogue of the open file, or for the one that is chosen. */
export async function runTask(context: vscode.ExtensionContext, command: TaskCommand): Promise<void> {
  const all = await catalogues();
  const open = vscode.window.activeTextEditor?.document.uri.fsPath ?? "";
  const inside = all.filter((folder) => open.startsWith(folder.fsPath + path.sep));
  // The innermost folder is the file's catalogue.
  const picks = all.map((folder) => ({ label: vscode.workspace.asRelativePath(folder), folder }));
  const ask = () => vscode.window.showQuickPick(picks, { placeHolder: vscode.l10n.t("Which catalogue?") });
  const chosen = inside.at(-1) ?? (all.length > 1 ? (await ask())?.folder : all[0]);
  if (chosen === undefined) {
    if (all.length === 0) void vscode.window.showInformationMessage(vscode.l10n.t("No folder here has a matters.toml."));
    return;
  }
  const found = taskOf(findProgram(context), command, chosen);
  if (found) await told(found, await vscode.tasks.executeTask(found), path.basename(chosen.fsPath));
}

/** Says how a check ended: nothing else would, where it finds nothing. */
async function told({ definition }: vscode.Task, running: vscode.TaskExecution, name: string): Promise<void> {
  if (definition["command"] !== "check") return;
  const code = await new Promise<number | undefined>((resolve) => {
    const ended = vscode.tasks.onDidEndTaskProcess(({ execution, exitCode }) => {
      if (execution !== running) return;
      ended.dispose();
      resolve(exitCode);
    });
  });
  if (code === 0) void vscode.window.showInformationMessage(vscode.l10n.t("The catalogue {0} has no errors.", name));
  if (code === 1) await vscode.commands.executeCommand("workbench.actions.view.problems");
}

export function taskProvider(context: vscode.ExtensionContext): vscode.TaskProvider {
  return {
    async provideTasks() {
      const all = await catalogues();
      if (all.length === 0) return [];
      const program = findProgram(context);
      return all.flatMap((folder) => COMMANDS.map((command) => taskOf(program, command, folder))).filter((found) => found !== undefined);
    },
    resolveTask(found) {
      if (typeof found.scope !== "object") return undefined;
      return task(findProgram(context), found.definition as Definition, found.scope);
    },
  };
}
