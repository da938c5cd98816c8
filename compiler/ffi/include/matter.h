/* The C interface of the matter runtime.
 *
 * Every function returns 0 if it did what it says, and 1 if not; then matter_error_code and matter_error_text say why. No function ends
 * the process or lets an exception out. All functions may be called from all threads at once.
 *
 * Texts are UTF-8 and end with a zero byte. A catalogue is a number: 0 is never one, a number is never used again, and a number that was
 * closed, or never given out, is an error (F003). Texts that the library gives out belong to it until matter_free.
 *
 * What the caller must see to, because no library can check it: a pointer that is not null points to as much readable (or, for results,
 * writable) memory as its description says, and texts end with a zero byte. */
#ifndef MATTER_H
#define MATTER_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* A catalogue that is open. */
typedef uint64_t matter_catalogue;

#define MATTER_ABI 1

#define MATTER_ZH 0
#define MATTER_EN 1

/* The version of this interface that the library has: MATTER_ABI of the header that belongs to it. */
uint32_t matter_abi(void);

/* Opens the runtime image in `length` bytes. The bytes are copied: the caller may free them afterwards. */
int32_t matter_open(const uint8_t *bytes, size_t length, matter_catalogue *catalogue);

/* Closes a catalogue. Calls that use it in other threads at this moment end undisturbed. */
int32_t matter_close(matter_catalogue catalogue);

/* The matters offered at a place on a day, as a JSON array of names. `at`: a code or name, 坂田街道; `on`: 2026-03-02. */
int32_t matter_offered(matter_catalogue catalogue, const char *at, const char *on, const char **json);

/* Decides a case: `json` becomes the object that `matter decide --json` prints. `responsible`: the place that is responsible, or the fact
 * that names it; null if it follows from the answers. `facts` and `values` are `count` texts each, answers as people write them (婚姻状况,
 * 离异); both may be null if `count` is 0. */
int32_t matter_decide(matter_catalogue catalogue, const char *matter, const char *at, const char *responsible, const char *on,
                      const char *const *facts, const char *const *values, size_t count, const char **json);

/* Gives a text back. A text that was given back already, or is none of the library's, is an error (F004). Null is given back at once. */
int32_t matter_free(const char *text);

/* Of the last call on this thread: the stable code of what went wrong, empty if nothing did; and one sentence about it. The texts are
 * valid until the next call on this thread and must not be freed. Codes that begin with R are the runtime's; F001: a null pointer;
 * F002: not UTF-8; F003: no open catalogue; F004: no text of the library; F005: an error inside the library; F006: no day; F007: too
 * many answers. */
const char *matter_error_code(void);
const char *matter_error_text(int32_t language);

#ifdef __cplusplus
}
#endif

#endif
