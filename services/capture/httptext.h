#pragma once

#include "services/capture/capturedrequest.h"
#include "services/core/result.h"

namespace gatehouse::capture {

/// "Name: value" a line, blank lines left out. Invalid names the line that is none.
Result<signing::HeaderList> headersOfText(std::string_view text);
std::string textOfHeaders(const signing::HeaderList &headers);

/// An HTTP request as text (RFC 9112): the request line, which may be left out, the headers, an
/// empty line, and the body byte for byte. The URL is made of Host and the path; https where
/// X-Forwarded-Proto says nothing else, since that is where webhooks are sent.
Result<CapturedRequest> requestOfHttpText(std::string_view text);

} // namespace gatehouse::capture
