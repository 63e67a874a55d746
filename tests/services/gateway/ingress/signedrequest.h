#pragma once

#include "services/signing/scheme.h"

#include <string>

namespace gatehouse::test {

/// The bytes of a webhook as its provider posts it to ingest, signed now. `headers` are those that
/// it has besides.
inline std::string signedRequest(const std::string &source, const std::string &tenant,
                                 const std::string &secret, const std::string &body,
                                 signing::HeaderList headers = {})
{
    const std::string target = "/api/webhooks/" + source + "/ingest?tenant=" + tenant;
    const std::string url = "http://hooks.example" + target;
    headers.emplace_back("Content-Type", "application/json");
    for (const auto &scheme : signing::makeSchemes()) {
        if (scheme->source() != source)
            continue;
        for (auto &header : scheme->sign({url, headers, body}, secret, SystemClock().now()))
            headers.push_back(std::move(header));
    }
    std::string text = "POST " + target + " HTTP/1.1\r\nHost: hooks.example\r\nContent-Length: "
        + std::to_string(body.size()) + "\r\n";
    for (const auto &[name, value] : headers)
        text += name + ": " + value + "\r\n";
    return text + "\r\n" + body;
}

} // namespace gatehouse::test
