#pragma once

#include "services/capture/capturedrequest.h"
#include "services/core/result.h"

namespace gatehouse::capture {

/// Whether the text is a curl command, as "Copy as cURL" of browsers makes them for bash.
bool isCurlCommand(std::string_view text);

/// The request that the command would send, with the headers that curl adds for its data (curl(1)).
/// Nothing is run. Invalid says which of its parts cannot be read: files (@name), forms, an option
/// that is not known here, what only a shell could resolve.
Result<CapturedRequest> requestOfCurl(std::string_view command);

} // namespace gatehouse::capture
