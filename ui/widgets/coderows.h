#pragma once

#include "ui/widgets/codedocument.h"

#include <QList>
#include <QString>

#include <map>
#include <vector>

namespace gatehouse::widgets {

/// A piece of a line that fits the view.
struct CodeRow
{
    quint32 line = 0;
    quint32 start = 0; ///< in the document's text
    quint32 length = 0;
    quint32 indent = 0; ///< in columns
};

/// All lines in rows of at most `columns` cells; one pass over the text. `folds`: the lines after
/// the first up to the second are left out.
std::vector<CodeRow> wrappedRows(const CodeDocument &document, int columns,
                                 const std::map<quint32, quint32> &folds = {});

/// What is painted for a row: its text with marks for what must not be shown as it is.
struct ShownRow
{
    struct Span
    {
        int start = 0;
        int length = 0;
    };
    QString text;
    std::vector<int>
        source; ///< for each unit of `text`, and one beyond: the offset in the row's source
    QList<Span> marks;

    int toShown(int offset) const; ///< from an offset in the source
};

ShownRow shownRow(QStringView source);

enum class CodeToken { Punctuation, Key, String, Number };

struct TokenSpan
{
    int start = 0;
    int length = 0;
    CodeToken token = CodeToken::Punctuation;
};

/// The tokens of one line of pretty JSON (a cut one too).
QList<TokenSpan> jsonTokens(QStringView line);

} // namespace gatehouse::widgets
