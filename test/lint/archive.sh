#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
#
# archive.sh ARCHIVE -- what the bunker library must not be able to do: it imports nothing
# that reaches a network or another program, reads the environment or the locale, or sets
# up the standard streams. Threads are made in one place of it, and code is loaded in one.
set -eu
imports=$(nm -u --format=just-symbols "$1" | c++filt | sed 's/@.*//' | sort -u)
[ -n "$imports" ] || { echo "archive.sh: $1 imports nothing at all, so it is not the library" >&2; exit 1; }
forbidden='socket|socketpair|connect|bind|listen|accept4?|send(to|msg)?|recv(from|msg)?'
forbidden="$forbidden|getaddrinfo|gethostby.*|res_.*|fork|vfork|system|popen|exec[lv].*|posix_spawnp?"
forbidden="$forbidden|getenv|secure_getenv|setenv|putenv|setlocale|newlocale|rand|srand|random"
forbidden="$forbidden|std::(ios_base::Init|cin|cout|cerr|clog|locale|basic_[io]stream)([:<].*)?"
if echo "$imports" | grep -xE -- "$forbidden"; then
    echo "$1: imports the above" >&2
    exit 1
fi

# only MEMBER PATTERN: no member of the archive but MEMBER imports what matches.
only() {
    if nm -A -u "$archive" | c++filt | grep -E -- " U ($2)" | grep -v ":$1:"; then
        echo "$archive: only $1 may import the above" >&2
        exit 1
    fi
}
archive=$1
only sign.cpp.o 'std::thread::|pthread_create'
only module.cpp.o 'dlopen|dlmopen|dlsym'
