#define CATCH_CONFIG_MAIN
#include <catch2/catch.hpp>

#ifdef __SANITIZE_ADDRESS__
/// Asked by LeakSanitizer at the end: what libraries keep for the life of the process and never give back.
extern "C" const char* __lsan_default_suppressions() {  // NOLINT: the sanitizer's name
    return "leak:libtesseract\nleak:libfontconfig\n";
}
#endif
