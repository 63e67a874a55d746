#pragma once

#include "services/core/clock.h"

#include <cstdint>
#include <cstdio>
#include <functional>
#include <initializer_list>
#include <mutex>
#include <string>
#include <string_view>
#include <variant>

namespace gatehouse {

enum class LogLevel { Debug, Info, Warning, Error };

/// One key and value of a log line.
struct LogField
{
    std::string_view key;
    std::variant<std::string_view, std::int64_t, double, bool> value;
};

/// Structured log: one JSON object a line with `time` (RFC 3339, UTC), `level`, `message` and the
/// given fields. Thread-safe. Values of keys that name a secret (authorization, token, secret,
/// password, cookie, signature, api key, credential) are written as "[redacted]" whatever they
/// hold, and user:password@ in URLs is cut out of every value; so a careless call cannot leak.
class Log
{
public:
    /// Gets each finished line, without a line feed. Called under the log's lock.
    using Sink = std::function<void(std::string_view line)>;

    Log(const Clock &clock, Sink sink, LogLevel threshold = LogLevel::Info);

    /// Whether lines of that level are written at all: for who would go to some length to make one.
    bool writes(LogLevel level) const { return level >= m_threshold; }
    void write(LogLevel level, std::string_view message,
               std::initializer_list<LogField> fields = {});
    void debug(std::string_view message, std::initializer_list<LogField> fields = {});
    void info(std::string_view message, std::initializer_list<LogField> fields = {});
    void warning(std::string_view message, std::initializer_list<LogField> fields = {});
    void error(std::string_view message, std::initializer_list<LogField> fields = {});

private:
    const Clock &m_clock;
    Sink m_sink;
    LogLevel m_threshold;
    std::mutex m_mutex;
};

/// Writes lines to a stream (stderr, mostly) and flushes each.
Log::Sink streamSink(std::FILE *stream);

/// `2026-11-17T14:32:07.123Z`
std::string toRfc3339(Timestamp time);

/// The text as a JSON string with its quotes. Bytes that are not UTF-8 become U+FFFD, so the line
/// is always valid JSON.
std::string jsonQuoted(std::string_view text);

} // namespace gatehouse
