#include "services/core/log.h"

#include <QByteArray>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>

namespace gatehouse {

namespace {

constexpr std::array<std::string_view, 10> secretWords{
    "authorization", "token",  "secret",    "password", "passwd",
    "cookie",        "apikey", "signature", "api_key",  "credential"};

bool namesSecret(std::string_view key)
{
    std::string lower(key);
    std::transform(lower.begin(), lower.end(), lower.begin(), [](unsigned char c) {
        return static_cast<char>(c == '-' ? '_' : std::tolower(c));
    });
    return std::any_of(secretWords.begin(), secretWords.end(), [&](std::string_view word) {
        return lower.find(word) != std::string::npos;
    });
}

/// `scheme://user:password@host` becomes `scheme://[redacted]@host`.
std::string withoutUserInfo(std::string_view text)
{
    std::string clean(text);
    for (std::size_t scheme = clean.find("://"); scheme != std::string::npos;
         scheme = clean.find("://", scheme + 3)) {
        const std::size_t start = scheme + 3;
        const std::size_t end = std::min(clean.find_first_of("/?# \t\n\"", start), clean.size());
        const std::size_t at = clean.rfind('@', end);
        if (at != std::string::npos && at >= start && at < end)
            clean.replace(start, at - start, "[redacted]");
    }
    return clean;
}

std::string numberText(double value)
{
    std::array<char, 32> buffer{};
    const auto [end, problem] = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value);
    const std::string text(buffer.data(), end);
    const bool finite = problem == std::errc{} && text.find_first_of("in") == std::string::npos;
    return finite ? text : "null";
}

std::string valueText(const LogField &field)
{
    if (namesSecret(field.key))
        return "\"[redacted]\"";
    if (const auto *text = std::get_if<std::string_view>(&field.value))
        return jsonQuoted(withoutUserInfo(*text));
    if (const auto *integer = std::get_if<std::int64_t>(&field.value))
        return std::to_string(*integer);
    if (const auto *real = std::get_if<double>(&field.value))
        return numberText(*real);
    return std::get<bool>(field.value) ? "true" : "false";
}

/// Nothing in it needs an escape.
bool isPlain(std::string_view text)
{
    return std::all_of(text.begin(), text.end(), [](unsigned char c) {
        return c >= 0x20 && c < 0x7F && c != '"' && c != '\\';
    });
}

std::string_view levelName(LogLevel level)
{
    constexpr std::array<std::string_view, 4> names{"debug", "info", "warning", "error"};
    return names[static_cast<std::size_t>(level)];
}

} // namespace

Log::Log(const Clock &clock, Sink sink, LogLevel threshold)
    : m_clock(clock)
    , m_sink(std::move(sink))
    , m_threshold(threshold)
{
}

void Log::write(LogLevel level, std::string_view message, std::initializer_list<LogField> fields)
{
    if (level < m_threshold)
        return;
    std::string line = "{\"time\":\"" + toRfc3339(m_clock.now()) + "\",\"level\":\"";
    line.append(levelName(level)).append("\",\"message\":");
    line += jsonQuoted(withoutUserInfo(message));
    for (const LogField &field : fields)
        line.append(",").append(jsonQuoted(field.key)).append(":").append(valueText(field));
    line += '}';
    const std::lock_guard lock(m_mutex);
    m_sink(line);
}

void Log::debug(std::string_view message, std::initializer_list<LogField> fields)
{
    write(LogLevel::Debug, message, fields);
}

void Log::info(std::string_view message, std::initializer_list<LogField> fields)
{
    write(LogLevel::Info, message, fields);
}

void Log::warning(std::string_view message, std::initializer_list<LogField> fields)
{
    write(LogLevel::Warning, message, fields);
}

void Log::error(std::string_view message, std::initializer_list<LogField> fields)
{
    write(LogLevel::Error, message, fields);
}

Log::Sink streamSink(std::FILE *stream)
{
    return [stream](std::string_view line) {
        std::fwrite(line.data(), 1, line.size(), stream);
        std::fputc('\n', stream);
        std::fflush(stream);
    };
}

std::string toRfc3339(Timestamp time)
{
    using namespace std::chrono;
    const auto day = floor<days>(time);
    const year_month_day date(day);
    const hh_mm_ss clock(floor<milliseconds>(time - day));
    std::array<char, 40> buffer{};
    const int length = std::snprintf(
        buffer.data(), buffer.size(), "%04d-%02u-%02uT%02d:%02d:%02d.%03dZ",
        static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
        static_cast<unsigned>(date.day()), static_cast<int>(clock.hours().count()),
        static_cast<int>(clock.minutes().count()), static_cast<int>(clock.seconds().count()),
        static_cast<int>(clock.subseconds().count()));
    return {buffer.data(), static_cast<std::size_t>(length)};
}

std::string jsonQuoted(std::string_view text)
{
    if (isPlain(text))
        return '"' + std::string(text) + '"';
    const QString decoded = QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
    const QByteArray array = QJsonDocument(QJsonArray{decoded}).toJson(QJsonDocument::Compact);
    return array.mid(1, array.size() - 2).toStdString();
}

} // namespace gatehouse
