#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace gatehouse::http {

/// Decodes a chunked body as its bytes arrive; knows no socket. Extensions and trailers are
/// checked, bounded and dropped.
class ChunkedBody
{
public:
    enum class State { More, Done, TooLarge, Malformed };

    explicit ChunkedBody(std::size_t limit);

    /// Consumes what it can off the front of `input`. More: call again when bytes were added behind
    /// what it left. Done: what is left belongs to the next request. After anything else than More
    /// it is not to be fed again.
    State feed(std::string &input);
    std::string takeBody(); ///< once, after Done

private:
    enum class Part { Size, Data, DataEnd, Trailer };
    using Progress = std::optional<State>; ///< nothing: this part is done, go on

    Progress advance(std::string_view &bytes);
    Progress readSize(std::string_view &bytes);
    Progress readData(std::string_view &bytes);
    Progress readDataEnd(std::string_view &bytes);
    Progress readTrailer(std::string_view &bytes);
    Progress takeLine(std::string_view &bytes, std::string_view &line);
    bool mayDrop(std::size_t size);

    std::size_t m_limit;
    std::string m_body;
    Part m_part = Part::Size;
    std::size_t m_chunkLeft = 0;
    std::size_t m_dropped = 0; ///< bytes of extensions and trailers
};

} // namespace gatehouse::http
