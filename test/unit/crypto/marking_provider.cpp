// SPDX-License-Identifier: BSD-3-Clause
//
// A provider of OpenSSL that offers nothing and leaves a file behind when it is
// loaded: the stand-in for foreign code that a configuration file names.

#include <cstdlib>
#include <fstream>

#include <openssl/core.h>

__attribute__((visibility("default"))) int OSSL_provider_init(const OSSL_CORE_HANDLE* /*handle*/,
                                                              const OSSL_DISPATCH* /*in*/,
                                                              const OSSL_DISPATCH** /*out*/,
                                                              void** /*context*/) {
    // NOLINTNEXTLINE(concurrency-mt-unsafe): the process has one thread
    const char* marker = std::getenv("CEREMONY_MARKER");
    if (marker != nullptr) {
        std::ofstream(marker) << "loaded\n";
    }
    return 0;
}
