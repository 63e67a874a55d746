#include "services/gateway/telemetry/gunzip.h"

#include <algorithm>
#include <limits>
#include <vector>
#include <zlib.h>

namespace gatehouse::gateway {

namespace {

constexpr std::size_t chunkSize = std::size_t{64} * 1024;
constexpr int gzipOnly = 16 + MAX_WBITS;

class GzipStream
{
public:
    explicit GzipStream(std::string_view packed)
    {
        // zlib's own type for input is not const; it writes nothing there.
        m_zlib.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(packed.data()));
        m_zlib.avail_in = uInt(packed.size());
        m_isReady = inflateInit2(&m_zlib, gzipOnly) == Z_OK;
    }
    ~GzipStream()
    {
        if (m_isReady)
            inflateEnd(&m_zlib);
    }
    GzipStream(const GzipStream &) = delete;
    GzipStream &operator=(const GzipStream &) = delete;

    bool isReady() const { return m_isReady; }
    bool isAtEnd() const { return m_zlib.avail_in == 0; }
    /// Appends the next part; zlib's answer.
    int readInto(std::string &text)
    {
        m_zlib.next_out = m_part.data();
        m_zlib.avail_out = uInt(m_part.size());
        const int answer = inflate(&m_zlib, Z_NO_FLUSH);
        text.append(reinterpret_cast<const char *>(m_part.data()),
                    m_part.size() - m_zlib.avail_out);
        return answer;
    }
    bool beginMember() { return inflateReset(&m_zlib) == Z_OK; }

private:
    z_stream m_zlib{};
    std::vector<Bytef> m_part = std::vector<Bytef>(chunkSize);
    bool m_isReady = false;
};

} // namespace

Unzipped gunzip(std::string_view packed, std::size_t limit)
{
    const Unzipped damaged{Unzipped::Outcome::Damaged, {}};
    if (packed.empty() || packed.size() > std::numeric_limits<uInt>::max())
        return damaged;
    GzipStream stream(packed);
    if (!stream.isReady())
        return damaged;
    Unzipped unzipped;
    while (true) {
        const int answer = stream.readInto(unzipped.text);
        if (unzipped.text.size() > limit)
            return {Unzipped::Outcome::TooLarge, {}};
        if (answer == Z_STREAM_END && stream.isAtEnd())
            return unzipped;
        if (answer == Z_STREAM_END ? !stream.beginMember() : answer != Z_OK)
            return damaged;
    }
}

} // namespace gatehouse::gateway
