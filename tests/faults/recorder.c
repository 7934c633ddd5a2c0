/* What a process does to files under one folder, in its order: LD_PRELOAD this, RECORD_UNDER=folder, RECORD_TO=file.
 * A record: kind (1 byte), inode, place, length of each of two names and of the content (8 bytes each), then these.
 * O made (empty)  W written  T cut to a length  S synced  R renamed  U unlinked  M folder made  D folder removed
 * A said on standard output. One lock around call and record, so that the order is the true one. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

static pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;
static const char *under;
static int log_handle = -1;
static ssize_t (*real_write)(int, const void *, size_t);
#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

__attribute__((constructor)) static void start(void) {
    real_write = REAL(write);
    under = getenv("RECORD_UNDER");
    const char *to = getenv("RECORD_TO");
    int (*open_)(const char *, int, ...) = (int (*)(const char *, int, ...))dlsym(RTLD_NEXT, "open");
    if (under && to) {
        int got = open_(to, O_WRONLY | O_CREAT | O_APPEND, 0600);
        log_handle = fcntl(got, F_DUPFD, 700);  /* out of the way of closing loops */
        close(got);
    }
}

static void put(char kind, uint64_t inode, uint64_t place, const char *first, const char *second, const void *content,
                uint64_t length) {
    uint64_t head[5] = {inode, place, first ? strlen(first) : 0, second ? strlen(second) : 0, length};
    char *whole = malloc(1 + sizeof head + head[2] + head[3] + length), *at = whole;
    *at++ = kind;
    memcpy(at, head, sizeof head), at += sizeof head;
    if (head[2]) memcpy(at, first, head[2]), at += head[2];
    if (head[3]) memcpy(at, second, head[3]), at += head[3];
    if (length) memcpy(at, content, length), at += length;
    real_write(log_handle, whole, at - whole);
    free(whole);
}

static int inside(const char *path) {
    return log_handle >= 0 && path && strncmp(path, under, strlen(under)) == 0;
}

/* the absolute name of something given relative to an open folder */
static const char *whole_name(int folder, const char *path, char *room) {
    char link[64], base[PATH_MAX];
    if (!path) return NULL;
    if (path[0] == '/') return strcpy(room, path);
    if (folder == AT_FDCWD) {
        if (!getcwd(base, sizeof base)) return NULL;
    } else {
        snprintf(link, sizeof link, "/proc/self/fd/%d", folder);
        ssize_t got = readlink(link, base, sizeof base - 1);
        if (got < 0) return NULL;
        base[got] = 0;
    }
    snprintf(room, PATH_MAX, "%s/%s", base, path);
    return room;
}

static int of_handle(int handle, char *room, struct stat *facts) {
    char link[64];
    if (log_handle < 0 || handle == log_handle) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", handle);
    ssize_t got = readlink(link, room, PATH_MAX - 1);
    if (got < 0) return 0;
    room[got] = 0;
    return inside(room) && fstat(handle, facts) == 0;
}

static uint64_t inode_of(const char *path) {
    struct stat facts;
    return lstat(path, &facts) == 0 ? facts.st_ino : 0;
}

static int opened(const char *path, int flags, mode_t mode, int folder) {
    static int (*real)(int, const char *, int, ...);
    char room[PATH_MAX];
    if (!real) real = (int (*)(int, const char *, int, ...))dlsym(RTLD_NEXT, "openat");
    const char *name = whole_name(folder, path, room);
    if (!inside(name) || !(flags & (O_CREAT | O_TRUNC))) return real(folder, path, flags, mode);
    pthread_mutex_lock(&turn);
    uint64_t before = inode_of(name);
    int handle = real(folder, path, flags, mode), failed = errno;
    struct stat facts;
    if (handle >= 0 && fstat(handle, &facts) == 0) {
        if (!before) put('O', facts.st_ino, 0, name, NULL, NULL, 0);
        else if (flags & O_TRUNC) put('T', facts.st_ino, 0, NULL, NULL, NULL, 0);
    }
    pthread_mutex_unlock(&turn);
    errno = failed;
    return handle;
}

#define MODE mode_t mode = 0; if (flags & (O_CREAT | __O_TMPFILE)) { va_list more; va_start(more, flags); mode = va_arg(more, mode_t); va_end(more); }
int open(const char *path, int flags, ...) { MODE return opened(path, flags, mode, AT_FDCWD); }
int open64(const char *path, int flags, ...) { MODE return opened(path, flags | O_LARGEFILE, mode, AT_FDCWD); }
int openat(int folder, const char *path, int flags, ...) { MODE return opened(path, flags, mode, folder); }
int openat64(int folder, const char *path, int flags, ...) { MODE return opened(path, flags | O_LARGEFILE, mode, folder); }
int creat(const char *path, mode_t mode) { return opened(path, O_CREAT | O_WRONLY | O_TRUNC, mode, AT_FDCWD); }

ssize_t pwrite(int handle, const void *content, size_t length, off_t place) {
    static __typeof__(&pwrite) real;
    char name[PATH_MAX];
    struct stat facts;
    if (!real) real = REAL(pwrite);
    if (!of_handle(handle, name, &facts)) return real(handle, content, length, place);
    pthread_mutex_lock(&turn);
    ssize_t done = real(handle, content, length, place);
    if (done > 0) put('W', facts.st_ino, place, NULL, NULL, content, done);
    pthread_mutex_unlock(&turn);
    return done;
}
ssize_t pwrite64(int handle, const void *content, size_t length, off64_t place) {
    return pwrite(handle, content, length, place);
}

ssize_t write(int handle, const void *content, size_t length) {
    char name[PATH_MAX];
    struct stat facts;
    if (handle == 1 && log_handle >= 0) {
        pthread_mutex_lock(&turn);
        put('A', 0, 0, NULL, NULL, content, length);
        pthread_mutex_unlock(&turn);
        return real_write(handle, content, length);
    }
    if (!of_handle(handle, name, &facts)) return real_write(handle, content, length);
    pthread_mutex_lock(&turn);
    ssize_t done = real_write(handle, content, length);
    if (done > 0) put('W', facts.st_ino, lseek(handle, 0, SEEK_CUR) - done, NULL, NULL, content, done);
    pthread_mutex_unlock(&turn);
    return done;
}

int ftruncate(int handle, off_t length) {
    static __typeof__(&ftruncate) real;
    char name[PATH_MAX];
    struct stat facts;
    if (!real) real = REAL(ftruncate);
    int known = of_handle(handle, name, &facts);
    pthread_mutex_lock(&turn);
    int done = real(handle, length);
    if (known && done == 0) put('T', facts.st_ino, length, NULL, NULL, NULL, 0);
    pthread_mutex_unlock(&turn);
    return done;
}
int ftruncate64(int handle, off64_t length) { return ftruncate(handle, length); }

static int synced(int handle, const char *which) {
    char name[PATH_MAX];
    struct stat facts;
    int (*real)(int) = (int (*)(int))dlsym(RTLD_NEXT, which);
    int known = of_handle(handle, name, &facts);
    pthread_mutex_lock(&turn);
    int done = real(handle);
    if (known && done == 0) put('S', facts.st_ino, S_ISDIR(facts.st_mode), name, NULL, NULL, 0);
    pthread_mutex_unlock(&turn);
    return done;
}
int fsync(int handle) { return synced(handle, "fsync"); }
int fdatasync(int handle) { return synced(handle, "fdatasync"); }

static int renamed(int from_folder, const char *from, int to_folder, const char *to) {
    static __typeof__(&renameat) real;
    char first[PATH_MAX], second[PATH_MAX];
    if (!real) real = REAL(renameat);
    const char *one = whole_name(from_folder, from, first), *two = whole_name(to_folder, to, second);
    pthread_mutex_lock(&turn);
    uint64_t inode = inside(one) ? inode_of(one) : 0;
    int done = real(from_folder, from, to_folder, to), failed = errno;
    if (done == 0 && inode) put('R', inode, 0, one, two, NULL, 0);
    pthread_mutex_unlock(&turn);
    errno = failed;
    return done;
}
int rename(const char *from, const char *to) { return renamed(AT_FDCWD, from, AT_FDCWD, to); }
int renameat(int a, const char *from, int b, const char *to) { return renamed(a, from, b, to); }

static int removed(int folder, const char *path, int flags) {
    static __typeof__(&unlinkat) real;
    char room[PATH_MAX];
    if (!real) real = REAL(unlinkat);
    const char *name = whole_name(folder, path, room);
    pthread_mutex_lock(&turn);
    int done = real(folder, path, flags), failed = errno;
    if (done == 0 && inside(name)) put(flags & AT_REMOVEDIR ? 'D' : 'U', 0, 0, name, NULL, NULL, 0);
    pthread_mutex_unlock(&turn);
    errno = failed;
    return done;
}
int unlink(const char *path) { return removed(AT_FDCWD, path, 0); }
int unlinkat(int folder, const char *path, int flags) { return removed(folder, path, flags); }
int rmdir(const char *path) { return removed(AT_FDCWD, path, AT_REMOVEDIR); }

static int folder_made(int folder, const char *path, mode_t mode) {
    static __typeof__(&mkdirat) real;
    char room[PATH_MAX];
    if (!real) real = REAL(mkdirat);
    const char *name = whole_name(folder, path, room);
    pthread_mutex_lock(&turn);
    int done = real(folder, path, mode), failed = errno;
    if (done == 0 && inside(name)) put('M', inode_of(name), 0, name, NULL, NULL, 0);
    pthread_mutex_unlock(&turn);
    errno = failed;
    return done;
}
int mkdir(const char *path, mode_t mode) { return folder_made(AT_FDCWD, path, mode); }
int mkdirat(int folder, const char *path, mode_t mode) { return folder_made(folder, path, mode); }

/* copying inside the kernel would go unseen: the callers fall back to reading and writing */
ssize_t sendfile(int out, int in, off_t *place, size_t length) { errno = EINVAL; return -1; }
ssize_t sendfile64(int out, int in, off64_t *place, size_t length) { errno = EINVAL; return -1; }
ssize_t copy_file_range(int in, off64_t *a, int out, off64_t *b, size_t length, unsigned flags) { errno = EINVAL; return -1; }
