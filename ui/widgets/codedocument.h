#pragma once

#include "ui/widgets/jsonprinter.h"

#include <QString>

#include <vector>

namespace gatehouse::widgets {

/// Text in lines for CodeView, separated by line feeds. Bytes that were not UTF-8 stand as in
/// decoded().
struct CodeDocument
{
    struct Line
    {
        quint32 start = 0; ///< in `text`, UTF-16 units
        quint32 length = 0; ///< what is shown
        quint32 cut = 0; ///< units after that, which are counted and not shown
        quint32 depth = 0; ///< levels of indentation
    };
    enum class Syntax { None, Json };

    QString text;
    std::vector<Line> lines; ///< at least one once it was made by codeDocument
    Syntax syntax = Syntax::None;

    /// From one place in `text` to another, as it is copied: indented, and with marks for bytes
    /// that were not UTF-8.
    QString excerpt(qsizetype from, qsizetype to) const;

    /// The last line that starts at or before a place in `text`.
    qsizetype lineAt(qsizetype place) const;
};

/// Deeper levels are indented no further, in copies too.
inline constexpr quint32 deepestIndent = 40;

/// Longer lines of pretty JSON are cut with a count; the raw view shows them whole.
inline constexpr quint32 longestPrettyLine = 4'000;

CodeDocument codeDocument(const PrettyJson &json);

/// Bytes as they are, in lines at line feeds, nothing cut.
CodeDocument codeDocument(const QByteArray &bytes);

} // namespace gatehouse::widgets
