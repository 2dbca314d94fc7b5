#pragma once

#include <stdexcept>

namespace sluis::scan {

/// The template is not there, refused, or died: a failure of the environment. The message is deferred, never
/// passed.
class Unavailable : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

}  // namespace sluis::scan
