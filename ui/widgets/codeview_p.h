#pragma once

#include "ui/widgets/coderows.h"
#include "ui/widgets/codeview.h"
#include "ui/widgets/jsonoutline.h"
#include "ui/widgets/theme.h"

#include <QTextLayout>

#include <map>
#include <memory>
#include <optional>

namespace gatehouse::widgets {

/// State and painting of a CodeView. Places are offsets in the document's text.
class CodeView::Private
{
public:
    explicit Private(CodeView *view)
        : q(view)
    {
    }

    void wrap();
    void updateScrollBar();
    int columns() const;
    int lineHeight() const { return 18; }
    int visibleRows() const;
    double cellWidth() const;

    const CodeRow &row(int index) const { return rows[size_t(index)]; }
    int lastRow() const { return int(rows.size()) - 1; }
    QStringView sourceOf(const CodeRow &row) const;
    int rowAt(qsizetype place) const;
    qsizetype placeAt(const QPoint &position) const;
    qsizetype placeInRow(int index, double x) const;
    double xOf(qsizetype place) const;

    void moveTo(qsizetype place, bool extend);
    void reveal(qsizetype place);
    qsizetype stepped(int direction) const;
    qsizetype rowsAway(int count) const;
    void selectFound(int index);
    void selectWord(qsizetype place);
    QString noteOf(const CodeRow &row) const;

    static constexpr int deepestFold = 5; ///< that has a key
    void makeActions();
    void makeOutline();
    quint32 caretLine() const;
    using Folds = std::map<quint32, quint32>; ///< what begins and ends in these lines is folded
    void setFolds(Folds wanted);
    std::optional<quint32> hidingFold(quint32 line) const;
    void foldAtCaret();
    void unfoldAtCaret();
    void foldTo(quint32 level);
    void unfoldAround(qsizetype place);
    bool toggleFoldAt(const QPoint &position);
    bool hasFoldMark(const CodeRow &row) const;
    QString foldNote(const CodeRow &row) const;
    void paintFoldMark(QPainter &painter, const CodeRow &row, double x, int y) const;

    int margin() const;
    int rowAtY(int y) const;
    bool isMarked(quint32 line) const;
    void paintRow(QPainter &painter, int index, int y) const;
    void paintCaret(QPainter &painter, int first) const;
    QList<QTextLayout::FormatRange> formats(const CodeRow &row, const ShownRow &shown) const;
    void addTokens(QList<QTextLayout::FormatRange> &ranges, const CodeRow &row,
                   const ShownRow &shown) const;
    void addPlaces(QList<QTextLayout::FormatRange> &ranges, const CodeRow &row,
                   const ShownRow &shown) const;
    void layOut(QTextLayout &layout) const;

    CodeView *q;
    CodeDocument document;
    std::unique_ptr<JsonOutline> outline; ///< nullptr: nothing to fold
    Folds folds;
    QList<QAction *> structure; ///< what is done with objects and lists
    std::map<quint32, quint32> marks; ///< from the one line to the other
    std::vector<CodeRow> rows;
    int wrappedAt = 0; ///< columns
    qsizetype anchor = 0;
    qsizetype caret = 0;
    double wantedX = -1; ///< kept while moving up and down

    QString needle;
    std::vector<qsizetype> found;
    int current = -1;
};

} // namespace gatehouse::widgets
