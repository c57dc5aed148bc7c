/* Makes one system call of a program fail: preloaded by Campaigns/faults.
 *
 * FAULT_AT=N lets the Nth call fail that is counted, FAULT_FROM=N all from the Nth on; FAULT_ERROR is
 * the number it fails with. FAULT_CALLS names the functions that count, separated by commas. With
 * FAULT_NAMES, there are no files without a name. At the end, the number of calls that counted is written
 * to FAULT_LOG, if that is given. */

#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

#define NEXT(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

static atomic_int counted;

static int number(const char *name) {
  const char *text = getenv(name);
  return text ? atoi(text) : 0;
}

/* Whether this call is to fail. */
static int fails(const char *call) {
  const char *calls = getenv("FAULT_CALLS"), *found = calls ? strstr(calls, call) : NULL;
  size_t length = strlen(call);
  while (found && !((found == calls || found[-1] == ',') && (!found[length] || found[length] == ',')))
    found = strstr(found + 1, call);
  if (!found) return 0;
  int index = atomic_fetch_add(&counted, 1) + 1, at = number("FAULT_AT"), from = number("FAULT_FROM");
  if (index != at && !(from && index >= from)) return 0;
  errno = number("FAULT_ERROR");
  return 1;
}

__attribute__((destructor)) static void report(void) {
  const char *path = getenv("FAULT_LOG");
  FILE *log = path ? NEXT(fopen)(path, "w") : NULL;
  if (!log) return;
  fprintf(log, "%d\n", counted);
  fclose(log);
}

#define FAULT(result, name, parameters, arguments)                                                 \
  result name parameters {                                                                         \
    return fails(#name) ? (result)-1 : NEXT(name) arguments;                                       \
  }

/* What is said of a fault must get through. */
ssize_t write(int file, const void *bytes, size_t count) {
  return file != STDERR_FILENO && fails("write") ? -1 : NEXT(write)(file, bytes, count);
}

FAULT(ssize_t, pwrite, (int file, const void *bytes, size_t count, off_t at), (file, bytes, count, at))
FAULT(ssize_t, pwrite64, (int file, const void *bytes, size_t count, off64_t at), (file, bytes, count, at))
FAULT(ssize_t, read, (int file, void *bytes, size_t count), (file, bytes, count))
FAULT(ssize_t, pread, (int file, void *bytes, size_t count, off_t at), (file, bytes, count, at))
FAULT(ssize_t, pread64, (int file, void *bytes, size_t count, off64_t at), (file, bytes, count, at))
FAULT(int, fsync, (int file), (file))
FAULT(int, rename, (const char *from, const char *to), (from, to))
FAULT(int, link, (const char *from, const char *to), (from, to))
FAULT(int, linkat, (int from, const char *old, int to, const char *new, int flags), (from, old, to, new, flags))
FAULT(int, unlink, (const char *path), (path))
FAULT(int, mkdir, (const char *path, mode_t mode), (path, mode))
FAULT(int, fchmod, (int file, mode_t mode), (file, mode))
FAULT(int, ftruncate, (int file, off_t length), (file, length))
FAULT(int, ftruncate64, (int file, off64_t length), (file, length))
FAULT(off_t, lseek, (int file, off_t offset, int origin), (file, offset, origin))
FAULT(off64_t, lseek64, (int file, off64_t offset, int origin), (file, offset, origin))
FAULT(int, pipe, (int ends[2]), (ends))
FAULT(int, mkostemp, (char *template, int flags), (template, flags))
FAULT(int, mkstemp, (char *template), (template))

FILE *fopen(const char *path, const char *mode) {
  return fails("fopen") ? NULL : NEXT(fopen)(path, mode);
}

DIR *opendir(const char *path) { return fails("opendir") ? NULL : NEXT(opendir)(path); }

/* A file is closed even where that fails. */
int close(int file) {
  int result = NEXT(close)(file);
  return fails("close") ? -1 : result;
}

int posix_spawnp(pid_t *process, const char *file, const posix_spawn_file_actions_t *actions,
                 const posix_spawnattr_t *attributes, char *const words[], char *const environment[]) {
  if (fails("posix_spawnp")) return errno;
  return NEXT(posix_spawnp)(process, file, actions, attributes, words, environment);
}

/* The mode is there only where a file may be made. */
#define OPENING(name, parameters, arguments)                                                       \
  int name parameters {                                                                            \
    mode_t mode = 0;                                                                               \
    if (flags & O_CREAT || (flags & O_TMPFILE) == O_TMPFILE) {                                     \
      va_list rest;                                                                                \
      va_start(rest, flags);                                                                       \
      mode = va_arg(rest, mode_t);                                                                 \
      va_end(rest);                                                                                \
    }                                                                                              \
    /* With this, no file is without a name, as on file systems that know none. */                 \
    if (getenv("FAULT_NAMES") && (flags & O_TMPFILE) == O_TMPFILE) {                               \
      errno = EOPNOTSUPP;                                                                          \
      return -1;                                                                                   \
    }                                                                                              \
    return fails(#name) ? -1 : NEXT(name) arguments;                                               \
  }

OPENING(open, (const char *path, int flags, ...), (path, flags, mode))
OPENING(open64, (const char *path, int flags, ...), (path, flags, mode))
OPENING(openat, (int folder, const char *path, int flags, ...), (folder, path, flags, mode))

int fcntl(int file, int command, ...) {
  va_list rest;
  va_start(rest, command);
  void *argument = va_arg(rest, void *);
  va_end(rest);
  int isCopying = command == F_DUPFD || command == F_DUPFD_CLOEXEC;
  return isCopying && fails("fcntl") ? -1 : NEXT(fcntl)(file, command, argument);
}

int fcntl64(int file, int command, ...) {
  va_list rest;
  va_start(rest, command);
  void *argument = va_arg(rest, void *);
  va_end(rest);
  int isCopying = command == F_DUPFD || command == F_DUPFD_CLOEXEC;
  return isCopying && fails("fcntl64") ? -1 : NEXT(fcntl64)(file, command, argument);
}
