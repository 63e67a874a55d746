#pragma once

#include <QByteArray>
#include <QString>

#include <tl/expected.hpp>

#include <vector>

namespace gatehouse::widgets {

/// Why and where bytes are not JSON. `what` is translated ("an unexpected character").
struct JsonProblem
{
    qsizetype byte = 0;
    QString what;
};

/// JSON in lines. Every token is the very bytes of the source (numbers, escapes, order and repeated
/// keys are kept); only white space between tokens is new. A line's indentation is a number: deep
/// nesting would otherwise need space in the square of its depth.
struct PrettyJson
{
    struct Line
    {
        quint32 start; ///< in `text`, bytes
        quint32 length;
        quint32 depth;
    };
    QByteArray text; ///< the lines' contents one after the other, without line feeds
    std::vector<Line> lines;

    /// As text with two blanks a level (at most `deepest` levels) and a line feed after each line.
    QByteArray toText(quint32 deepest = 40) const;
};

/// One pass, no recursion, any depth; time and space in the size of the input. Strict JSON
/// (RFC 8259) in UTF-8; a byte order mark is a problem at byte 0.
tl::expected<PrettyJson, JsonProblem> prettyJson(const QByteArray &bytes);

} // namespace gatehouse::widgets
