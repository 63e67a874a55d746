#include "ui/widgets/codeview_p.h"
#include "ui/widgets/stylepaint.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QLocale>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>

namespace gatehouse::widgets {

namespace {

constexpr int foldMark = 12; ///< pixels before the text that a click folds in

} // namespace

void CodeView::Private::makeActions()
{
    const auto add = [this](const QString &text, const QKeySequence &keys, auto run) {
        auto *action = new QAction(text, q);
        action->setShortcut(keys);
        action->setShortcutContext(Qt::WidgetShortcut);
        QObject::connect(action, &QAction::triggered, q, run);
        q->addAction(action);
        structure += action;
    };
    add(CodeView::tr("Fold"), Qt::Key_Minus, [this] { foldAtCaret(); });
    add(CodeView::tr("Unfold"), Qt::Key_Plus, [this] { unfoldAtCaret(); });
    add(CodeView::tr("Unfold all"), Qt::Key_Asterisk, [this] { setFolds({}); });
    for (int level = 1; level <= deepestFold; ++level)
        add(CodeView::tr("Fold to level %1").arg(level), QKeySequence(Qt::Key_0 + level),
            [this, level] { foldTo(quint32(level)); });
    const auto copies = [this](QString (JsonOutline::*what)(quint32) const) {
        return [this, what] {
            const QString text = (outline.get()->*what)(caretLine());
            if (!text.isEmpty())
                QGuiApplication::clipboard()->setText(text);
        };
    };
    add(CodeView::tr("Copy path"), Qt::CTRL | Qt::SHIFT | Qt::Key_P, copies(&JsonOutline::pathOf));
    add(CodeView::tr("Copy value"), Qt::CTRL | Qt::SHIFT | Qt::Key_V,
        copies(&JsonOutline::valueOf));
    add(CodeView::tr("Copy as a filter"), Qt::CTRL | Qt::SHIFT | Qt::Key_F,
        copies(&JsonOutline::filterOf));
}

/// Anew with each document.
void CodeView::Private::makeOutline()
{
    folds.clear();
    outline.reset();
    if (document.syntax == CodeDocument::Syntax::Json)
        outline = std::make_unique<JsonOutline>(document);
    for (QAction *action : std::as_const(structure))
        action->setEnabled(outline != nullptr);
}

quint32 CodeView::Private::caretLine() const
{
    return row(rowAt(caret)).line;
}

void CodeView::Private::setFolds(Folds wanted)
{
    folds = std::move(wanted);
    const bool hadCaretInFold = hidingFold(quint32(document.lineAt(caret))).has_value();
    wrappedAt = 0;
    wrap();
    if (hadCaretInFold)
        moveTo(row(rowAt(caret)).start, false);
}

/// The outermost fold that hides the line.
std::optional<quint32> CodeView::Private::hidingFold(quint32 line) const
{
    for (const auto &[first, last] : folds) {
        if (first >= line)
            break;
        if (last >= line)
            return first;
    }
    return std::nullopt;
}

/// What begins in the caret's line, or is around it.
void CodeView::Private::foldAtCaret()
{
    quint32 line = caretLine();
    if (!outline->opens(line) || folds.contains(line))
        line = outline->parentOf(line);
    if (!outline->opens(line))
        return;
    Folds more = folds;
    more.emplace(line, outline->endOf(line));
    setFolds(std::move(more));
}

void CodeView::Private::unfoldAtCaret()
{
    Folds fewer = folds;
    if (fewer.erase(caretLine()) > 0)
        setFolds(std::move(fewer));
}

/// So many levels stay open; what is deeper is folded each by itself.
void CodeView::Private::foldTo(quint32 level)
{
    Folds deep;
    for (quint32 line = 0; line < document.lines.size(); ++line) {
        if (document.lines[line].depth >= level && outline->opens(line))
            deep.emplace_hint(deep.end(), line, outline->endOf(line));
    }
    setFolds(std::move(deep));
}

/// What is gone to must be seen.
void CodeView::Private::unfoldAround(qsizetype place)
{
    if (!outline || folds.empty())
        return;
    const auto line = quint32(document.lineAt(place));
    Folds fewer = folds;
    std::erase_if(fewer,
                  [line](const auto &fold) { return fold.first < line && fold.second >= line; });
    if (fewer.size() != folds.size())
        setFolds(std::move(fewer));
}

bool CodeView::Private::toggleFoldAt(const QPoint &position)
{
    const int index = rowAtY(position.y());
    const CodeRow &clicked = row(index);
    const double text = margin() + clicked.indent * cellWidth();
    const bool isOnMark =
        hasFoldMark(clicked) && position.x() < text && position.x() >= text - foldMark - 2;
    if (!isOnMark)
        return false;
    Folds changed = folds;
    if (changed.erase(clicked.line) == 0)
        changed.emplace(clicked.line, outline->endOf(clicked.line));
    setFolds(std::move(changed));
    return true;
}

bool CodeView::Private::hasFoldMark(const CodeRow &row) const
{
    return outline && outline->opens(row.line) && row.start == document.lines[row.line].start;
}

QString CodeView::Private::foldNote(const CodeRow &row) const
{
    if (!folds.contains(row.line))
        return {};
    const int members = outline->membersOf(row.line);
    const QString count = members == 1
        ? CodeView::tr("1 member")
        : CodeView::tr("%1 members").arg(QLocale().toString(members));
    const CodeDocument::Line &end = document.lines[outline->endOf(row.line)];
    return QStringLiteral("\u2026 %1 ").arg(count)
        + QStringView(document.text).sliced(end.start, end.length).toString();
}

/// A triangle before the text: to the right, or downwards while it is open.
void CodeView::Private::paintFoldMark(QPainter &painter, const CodeRow &row, double x, int y) const
{
    if (!hasFoldMark(row))
        return;
    const double left = x - foldMark;
    const double middle = y + lineHeight() / 2.0;
    QPainterPath mark;
    if (folds.contains(row.line)) {
        mark.moveTo(left + 2, middle - 4);
        mark.lineTo(left + 6, middle);
        mark.lineTo(left + 2, middle + 4);
    } else {
        mark.moveTo(left, middle - 2);
        mark.lineTo(left + 4, middle + 2);
        mark.lineTo(left + 8, middle - 2);
    }
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(Theme::of(q).textMuted, 1.2));
    painter.drawPath(mark);
    painter.restore();
}

} // namespace gatehouse::widgets
