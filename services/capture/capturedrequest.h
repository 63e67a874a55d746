#pragma once

#include "services/signing/scheme.h"

#include <string>

namespace gatehouse::capture {

/// A webhook's request as somebody captured it. All of it is foreign.
struct CapturedRequest
{
    std::string method; ///< empty: not said
    std::string url; ///< the full URL; empty: not said
    signing::HeaderList headers; ///< in order
    std::string body; ///< the exact bytes
};

} // namespace gatehouse::capture
