#ifndef SEND_CLINUX_SHIMS_H
#define SEND_CLINUX_SHIMS_H

// What Glibc's module map leaves out or Swift cannot import: epoll, eventfd, accept4 and a few macros.

#include <stdint.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/types.h>

static inline int linux_epoll_create(void) { return epoll_create1(EPOLL_CLOEXEC); }

static inline int linux_epoll_ctl(int epoll, int operation, int fd, uint32_t events, uint64_t token) {
  struct epoll_event event = {.events = events, .data = {.u64 = token}};
  return epoll_ctl(epoll, operation, fd, &event);
}

static inline int linux_epoll_wait(int epoll, struct epoll_event *events, int capacity, int milliseconds) {
  return epoll_wait(epoll, events, capacity, milliseconds);
}

static inline uint64_t linux_epoll_token(const struct epoll_event *event) { return event->data.u64; }

static inline int linux_eventfd(void) { return eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK); }

// Declared by hand: the header hides it behind a feature macro that would make this module differ from Glibc's.
extern int accept4(int, struct sockaddr *, socklen_t *, int);
static inline int linux_accept(int listener, struct sockaddr_storage *address, socklen_t *length) {
  return accept4(listener, (struct sockaddr *)address, length, SOCK_NONBLOCK | SOCK_CLOEXEC);
}

#endif
