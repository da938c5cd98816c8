"""Reads Helix's set-up, starts the server as it says, and sends the first message as Helix does."""
import json
import pathlib
import subprocess
import sys

try:
    import tomllib
except ImportError:
    print("skipped: helix, python3 reads no TOML")
    sys.exit(0)

setup = tomllib.loads(pathlib.Path(sys.argv[1]).read_text(encoding="utf-8"))
language = setup["language"][0]
assert language["file-types"] == ["matter"] and language["roots"] == ["matters.toml"], language
server = setup["language-server"][language["language-servers"][0]]
running = subprocess.Popen([server["command"], *server["args"]], stdin=subprocess.PIPE, stdout=subprocess.PIPE)


def send(message):
    body = json.dumps({"jsonrpc": "2.0", **message}).encode()
    running.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
    running.stdin.flush()


def answer(number):
    while True:
        length = 0
        while (line := running.stdout.readline().strip()) != b"":
            if line.lower().startswith(b"content-length:"):
                length = int(line.split(b":")[1])
        message = json.loads(running.stdout.read(length))
        if message.get("id") == number and "method" not in message:
            return message["result"]


folder = pathlib.Path(sys.argv[2]).absolute().as_uri()
# Helix offers these encodings, in this order, and hands its `config` on as options.
encodings = {"general": {"positionEncodings": ["utf-8", "utf-32", "utf-16"]}}
send({"id": 1, "method": "initialize", "params": {
    "processId": None, "rootUri": folder, "workspaceFolders": [{"uri": folder, "name": "t"}],
    "capabilities": encodings, "initializationOptions": server["config"]}})
able = answer(1)["capabilities"]
assert able["positionEncoding"] == "utf-8", able
for feature in ["completionProvider", "hoverProvider", "definitionProvider", "documentFormattingProvider", "inlayHintProvider"]:
    assert able.get(feature), feature
send({"method": "initialized", "params": {}})
send({"id": 2, "method": "shutdown"})
answer(2)
send({"method": "exit"})
assert running.wait(timeout=10) == 0
print("the server answers")
