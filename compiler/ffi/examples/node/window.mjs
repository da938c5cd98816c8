// A window in Node: the C interface through koffi.
//
//     node window.mjs LIBRARY IMAGE MATTER PLACE DAY [FACT=VALUE …]
//
// Prints the decision of the case, its days and its venues, one JSON answer a line.

import koffi from "koffi";

class Catalogue {
  #matter;
  #handle;

  constructor(library, image) {
    const loaded = koffi.load(library);
    this.#matter = {
      open: loaded.func("int32_t matter_open_file(const char *path, _Out_ uint64_t *catalogue)"),
      ask: loaded.func(
        "int32_t matter_ask(uint64_t catalogue, const char *operation, const uint8_t *request, size_t length, _Out_ void **answer, _Out_ size_t *answer_length)",
      ),
      close: loaded.func("int32_t matter_close(uint64_t catalogue)"),
      free: loaded.func("int32_t matter_free(void *text)"),
      code: loaded.func("const char *matter_error_code()"),
      text: loaded.func("const char *matter_error_text(int32_t language)"),
    };
    const opened = [null];
    this.#check(this.#matter.open(image, opened));
    this.#handle = opened[0];
  }

  #check(result) {
    if (result !== 0) throw new Error(`${this.#matter.code()} ${this.#matter.text(0)}`);
  }

  /** The answer as JSON writes it. */
  ask(operation, request) {
    const bytes = new TextEncoder().encode(JSON.stringify(request));
    const [answer, length] = [[null], [0]];
    this.#check(this.#matter.ask(this.#handle, operation, bytes, bytes.length, answer, length));
    try {
      return koffi.decode(answer[0], "char", Number(length[0]));
    } finally {
      this.#matter.free(answer[0]);
    }
  }

  close() {
    this.#check(this.#matter.close(this.#handle));
  }
}

const [library, image, matter, at, on, ...given] = process.argv.slice(2);
const answers = Object.fromEntries(given.map((answer) => [answer.slice(0, answer.indexOf("=")), answer.slice(answer.indexOf("=") + 1)]));
const catalogue = new Catalogue(library, image);
for (const operation of ["decide", "due", "venues"]) {
  process.stdout.write(catalogue.ask(operation, { matter, at, on, answers }) + "\n");
}
catalogue.close();
