#pragma once

#include "models/collection/source.h"
#include "services/core/error.h"

#include <QJsonObject>

#include <string_view>

namespace gatehouse::cli {

/// Exit codes of every command (docs/contract.md, section 1).
enum ExitCode { Done = 0, Failed = 1, UsageError = 2 };

/// Writes to standard output in one of two forms: aligned text for people, or with --json one
/// object a line for programs. Control characters of foreign text are made visible in the former.
class Output
{
public:
    explicit Output(bool json)
        : m_json(json)
    {
    }
    bool isJson() const { return m_json; }

    /// One row of a list; the first call writes the headings (text form only).
    void row(const collection::Descriptor &descriptor, const collection::Row &row);
    /// The list is at its end. One without rows says so on standard error (text form only): nothing
    /// at all looks like a mistake.
    void endOfRows() const;
    /// One thing, whole: `name: value` lines, what is nested indented below its name. Times are
    /// written as in a list: RFC 3339, UTC, milliseconds.
    void object(const QJsonObject &object) const;
    void text(const QString &line) const;
    /// Passes on at once what was written: for whoever reads along.
    static void flush();
    /// A JSON document that is valid: with --json on one line, else indented; numbers as they are.
    void document(std::string_view json) const;

private:
    bool m_json;
    bool m_headingsWritten = false;
};

/// To standard error: the message, and below it the detail line by line. With --json one object:
/// kind, message, detail, `sqlstate` or `http_status` and `code`, and the `id` it is about.
void printError(const Error &error, bool json = false, const QString &id = {});

/// The exit code once all is written: 1, with a message, when standard output did not take it.
int afterOutput(int exitCode);

} // namespace gatehouse::cli
