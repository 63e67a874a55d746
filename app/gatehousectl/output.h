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
    /// One thing, whole: `name: value` lines, nested values as JSON.
    void object(const QJsonObject &object) const;
    void text(const QString &line) const;
    /// A JSON document that is valid: with --json on one line, else indented; numbers as they are.
    void document(std::string_view json) const;

private:
    bool m_json;
    bool m_headingsWritten = false;
};

/// One line on standard error: the message, and its detail when there is one.
void printError(const Error &error);

} // namespace gatehouse::cli
