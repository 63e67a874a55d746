#pragma once

#include "services/signing/scheme.h"

namespace gatehouse::signing {

/// URLs that a provider may have called when `url` is what we think it called: http or https, the
/// host of Host and X-Forwarded-Host, with and without port, slash at the end of the path, and
/// query. The most similar first, without `url` itself; at most 60.
std::vector<std::string> similarUrls(std::string_view url, const HeaderList &headers);

} // namespace gatehouse::signing
