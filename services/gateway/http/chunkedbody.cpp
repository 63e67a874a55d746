#include "services/gateway/http/chunkedbody.h"

#include "services/gateway/http/grammar.h"
#include "services/gateway/http/message.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace gatehouse::http {

namespace {

/// For all extensions and trailers together; real ones have some tens of bytes.
constexpr std::size_t mostDropped = std::size_t{8} * 1024;
constexpr std::size_t longestLine = std::size_t{4} * 1024;

/// Fields that frame or route the message mean something else at its end than at its start.
bool mayBeTrailer(std::string_view line)
{
    constexpr std::array<std::string_view, 3> framing{"Content-Length", "Transfer-Encoding",
                                                      "Host"};
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos || !isToken(line.substr(0, colon)))
        return false;
    return isFieldText(line)
        && std::none_of(framing.begin(), framing.end(), [&](std::string_view name) {
               return equalsIgnoringCase(name, line.substr(0, colon));
           });
}

} // namespace

ChunkedBody::ChunkedBody(std::size_t limit)
    : m_limit(limit)
{
}

ChunkedBody::State ChunkedBody::feed(std::string &input)
{
    std::string_view bytes = input;
    Progress stopped;
    while (!stopped)
        stopped = advance(bytes);
    input.erase(0, input.size() - bytes.size());
    return *stopped;
}

std::string ChunkedBody::takeBody()
{
    return std::move(m_body);
}

ChunkedBody::Progress ChunkedBody::advance(std::string_view &bytes)
{
    switch (m_part) {
    case Part::Size:
        return readSize(bytes);
    case Part::Data:
        return readData(bytes);
    case Part::DataEnd:
        return readDataEnd(bytes);
    case Part::Trailer:
        break;
    }
    return readTrailer(bytes);
}

ChunkedBody::Progress ChunkedBody::readSize(std::string_view &bytes)
{
    std::string_view line;
    if (const Progress stopped = takeLine(bytes, line))
        return stopped;
    std::size_t size = 0;
    if (line.empty() || hexDigit(line.front()) < 0) // from_chars takes a sign
        return State::Malformed;
    const auto [end, error] = std::from_chars(line.data(), line.data() + line.size(), size, 16);
    if (error != std::errc())
        return State::Malformed;
    line.remove_prefix(static_cast<std::size_t>(end - line.data()));
    const bool extension = line.starts_with(';') && isFieldText(line) && mayDrop(line.size());
    if (!line.empty() && !extension)
        return State::Malformed;
    if (size > m_limit - m_body.size())
        return State::TooLarge;
    m_chunkLeft = size;
    m_part = size == 0 ? Part::Trailer : Part::Data;
    return std::nullopt;
}

ChunkedBody::Progress ChunkedBody::readData(std::string_view &bytes)
{
    const std::string_view data = bytes.substr(0, m_chunkLeft);
    m_body.append(data);
    bytes.remove_prefix(data.size());
    m_chunkLeft -= data.size();
    if (m_chunkLeft > 0)
        return State::More;
    m_part = Part::DataEnd;
    return std::nullopt;
}

ChunkedBody::Progress ChunkedBody::readDataEnd(std::string_view &bytes)
{
    if (!lineEnd.starts_with(bytes.substr(0, lineEnd.size())))
        return State::Malformed;
    if (bytes.size() < lineEnd.size())
        return State::More;
    bytes.remove_prefix(lineEnd.size());
    m_part = Part::Size;
    return std::nullopt;
}

ChunkedBody::Progress ChunkedBody::readTrailer(std::string_view &bytes)
{
    std::string_view line;
    if (const Progress stopped = takeLine(bytes, line))
        return stopped;
    if (line.empty())
        return State::Done;
    if (!mayBeTrailer(line) || !mayDrop(line.size()))
        return State::Malformed;
    return std::nullopt;
}

/// Takes a line without its end; a line feed alone ends nothing.
ChunkedBody::Progress ChunkedBody::takeLine(std::string_view &bytes, std::string_view &line)
{
    const std::size_t feed = bytes.find('\n');
    if (std::min(feed, bytes.size()) > longestLine)
        return State::Malformed;
    if (feed == std::string_view::npos)
        return State::More;
    if (feed == 0 || bytes[feed - 1] != '\r')
        return State::Malformed;
    line = bytes.substr(0, feed - 1);
    bytes.remove_prefix(feed + 1);
    return std::nullopt;
}

bool ChunkedBody::mayDrop(std::size_t size)
{
    m_dropped += size;
    return m_dropped <= mostDropped;
}

} // namespace gatehouse::http
