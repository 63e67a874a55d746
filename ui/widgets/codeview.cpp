#include "ui/widgets/codeview.h"

#include "ui/widgets/codeview_p.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QMenu>
#include <QScrollBar>
#include <QStringMatcher>

#include <algorithm>

namespace gatehouse::widgets {

void CodeView::Private::wrap()
{
    const int wanted = columns();
    if (wanted == wrappedAt && !rows.empty())
        return updateScrollBar();
    const qsizetype top =
        rows.empty() ? 0 : row(std::min(q->verticalScrollBar()->value(), lastRow())).start;
    rows = wrappedRows(document, wanted, folds);
    wrappedAt = wanted;
    updateScrollBar();
    q->verticalScrollBar()->setValue(rowAt(top));
}

void CodeView::Private::updateScrollBar()
{
    const int page = visibleRows();
    q->verticalScrollBar()->setPageStep(page);
    q->verticalScrollBar()->setRange(0, std::max(0, int(rows.size()) - page));
    q->viewport()->update();
}

void CodeView::Private::reveal(qsizetype place)
{
    const int index = rowAt(place);
    QScrollBar *bar = q->verticalScrollBar();
    if (index < bar->value())
        bar->setValue(index);
    else if (index >= bar->value() + visibleRows())
        bar->setValue(index - visibleRows() + 1);
}

void CodeView::Private::moveTo(qsizetype place, bool extend)
{
    caret = std::clamp<qsizetype>(place, 0, document.text.size());
    if (!extend)
        anchor = caret;
    reveal(caret);
    q->viewport()->update();
    emit q->caretMoved();
}

/// One character on, not half a pair.
qsizetype CodeView::Private::stepped(int direction) const
{
    const qsizetype next = caret + direction;
    const int index = rowAt(next);
    const CodeRow &at = row(index);
    const qsizetype end = at.start + at.length;
    if (next > end) // what is not shown
        return direction > 0 && index < lastRow() ? row(index + 1).start : end;
    const bool inside = next > 0 && next < document.text.size();
    const bool halved =
        inside && document.text[next].isLowSurrogate() && document.text[next - 1].isHighSurrogate();
    return halved ? next + direction : next;
}

qsizetype CodeView::Private::rowsAway(int count) const
{
    const int index = std::clamp(rowAt(caret) + count, 0, lastRow());
    return placeInRow(index, wantedX);
}

void CodeView::Private::selectFound(int index)
{
    current = index;
    if (index < 0)
        return q->viewport()->update();
    unfoldAround(found[size_t(index)]);
    anchor = found[size_t(index)];
    caret = anchor + needle.size();
    reveal(caret);
    reveal(anchor);
    q->viewport()->update();
    emit q->caretMoved();
}

void CodeView::Private::selectWord(qsizetype place)
{
    const auto isWord = [this](qsizetype at) {
        const QChar c = document.text[at];
        return c.isLetterOrNumber() || c == QLatin1Char('_') || c == QLatin1Char('-');
    };
    qsizetype from = place;
    qsizetype to = place;
    while (from > 0 && isWord(from - 1))
        --from;
    while (to < document.text.size() && isWord(to))
        ++to;
    anchor = from;
    caret = to;
    q->viewport()->update();
    emit q->caretMoved();
}

CodeView::CodeView(QWidget *parent)
    : QAbstractScrollArea(parent)
    , d(std::make_unique<Private>(this))
{
    setFont(monoFont());
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setLayoutDirection(Qt::LeftToRight);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    viewport()->setCursor(Qt::IBeamCursor);
    setMinimumSize(160, 80);
    d->makeActions();
    setDocument(codeDocument(QByteArray()));
}

QList<QAction *> CodeView::structureActions() const
{
    return d->structure;
}

CodeView::~CodeView() = default;

void CodeView::setDocument(CodeDocument document)
{
    d->document = std::move(document);
    d->makeOutline();
    d->marks.clear();
    d->rows.clear();
    d->anchor = d->caret = 0;
    d->found.clear();
    d->current = -1;
    d->wrap();
    verticalScrollBar()->setValue(0);
    if (!d->needle.isEmpty())
        search(d->needle);
    emit caretMoved();
}

const CodeDocument &CodeView::document() const
{
    return d->document;
}

int CodeView::rowCount() const
{
    return int(d->rows.size());
}

QString CodeView::rowText(int row) const
{
    if (row < 0 || row >= rowCount())
        return {};
    return shownRow(d->sourceOf(d->row(row))).text + d->noteOf(d->row(row));
}

std::optional<QString> CodeView::caretPointer() const
{
    return d->outline ? std::optional(d->outline->pointerOf(d->caretLine())) : std::nullopt;
}

void CodeView::markPointers(const QStringList &pointers)
{
    d->marks.clear();
    std::optional<qsizetype> first;
    for (const QString &pointer : pointers) {
        const auto line = d->outline ? d->outline->lineOf(pointer) : std::nullopt;
        if (!line)
            continue;
        d->marks[*line] = d->outline->endOf(*line);
        first = first.value_or(d->document.lines[*line].start);
    }
    if (first) {
        d->unfoldAround(*first);
        d->reveal(*first);
    }
    viewport()->update();
}

QList<std::pair<int, int>> CodeView::markedLines() const
{
    QList<std::pair<int, int>> lines;
    for (const auto &[from, to] : d->marks)
        lines.append({int(from), int(to)});
    return lines;
}

QString CodeView::selectedText() const
{
    return d->document.excerpt(std::min(d->anchor, d->caret), std::max(d->anchor, d->caret));
}

void CodeView::selectAll()
{
    d->anchor = 0;
    d->caret = d->document.text.size();
    viewport()->update();
}

void CodeView::copy() const
{
    if (d->anchor != d->caret)
        QGuiApplication::clipboard()->setText(selectedText());
}

void CodeView::search(const QString &text)
{
    d->needle = text;
    d->found.clear();
    d->current = -1;
    const QStringMatcher matcher(text, Qt::CaseInsensitive);
    const QString &all = d->document.text;
    for (qsizetype at = text.isEmpty() ? -1 : matcher.indexIn(all); at >= 0 && found() < mostFound;
         at = matcher.indexIn(all, at + text.size()))
        d->found.push_back(at);
    const qsizetype from = std::min(d->anchor, d->caret);
    const auto next = std::lower_bound(d->found.begin(), d->found.end(), from);
    if (d->found.empty())
        d->selectFound(-1);
    else
        d->selectFound(next == d->found.end() ? 0 : int(next - d->found.begin()));
}

void CodeView::step(int direction)
{
    if (!d->found.empty())
        d->selectFound((d->current + direction + found()) % found());
}

int CodeView::found() const
{
    return int(d->found.size());
}

int CodeView::currentFound() const
{
    return d->current;
}

void CodeView::resizeEvent(QResizeEvent *)
{
    d->wrap();
}

void CodeView::changeEvent(QEvent *event)
{
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::FontChange && d)
        d->wrap();
}

bool CodeView::event(QEvent *event)
{
    // Copy and Select all are this view's while it has the focus, whatever the window's shortcuts
    // are.
    if (event->type() == QEvent::ShortcutOverride) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (key->matches(QKeySequence::Copy) || key->matches(QKeySequence::SelectAll))
            event->accept();
    }
    return QAbstractScrollArea::event(event);
}

void CodeView::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy))
        return copy();
    if (event->matches(QKeySequence::SelectAll))
        return selectAll();
    const bool extend = event->modifiers() & Qt::ShiftModifier;
    const bool far = event->modifiers() & Qt::ControlModifier;
    const CodeRow &row = d->row(d->rowAt(d->caret));
    const int key = event->key();
    const bool vertical = key == Qt::Key_Up || key == Qt::Key_Down || key == Qt::Key_PageUp
        || key == Qt::Key_PageDown;
    if (vertical && d->wantedX < 0)
        d->wantedX = d->xOf(d->caret);
    else if (!vertical)
        d->wantedX = -1;
    const int page = d->visibleRows() - 1;
    switch (key) {
    case Qt::Key_Left:
        return d->moveTo(d->stepped(-1), extend);
    case Qt::Key_Right:
        return d->moveTo(d->stepped(1), extend);
    case Qt::Key_Up:
        return d->moveTo(d->rowsAway(-1), extend);
    case Qt::Key_Down:
        return d->moveTo(d->rowsAway(1), extend);
    case Qt::Key_PageUp:
        return d->moveTo(d->rowsAway(-page), extend);
    case Qt::Key_PageDown:
        return d->moveTo(d->rowsAway(page), extend);
    case Qt::Key_Home:
        return d->moveTo(far ? 0 : row.start, extend);
    case Qt::Key_End:
        return d->moveTo(far ? d->document.text.size() : row.start + row.length, extend);
    default:
        event->ignore(); // the pane's or the window's
    }
}

void CodeView::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    d->wantedX = -1;
    if (d->toggleFoldAt(event->pos()))
        return;
    d->moveTo(d->placeAt(event->pos()), event->modifiers() & Qt::ShiftModifier);
}

void CodeView::mouseMoveEvent(QMouseEvent *event)
{
    if (event->buttons() & Qt::LeftButton)
        d->moveTo(d->placeAt(event->pos()), true);
}

void CodeView::mouseDoubleClickEvent(QMouseEvent *event)
{
    d->selectWord(d->placeAt(event->pos()));
}

void CodeView::contextMenuEvent(QContextMenuEvent *event)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("Copy"), QKeySequence::Copy, this, &CodeView::copy)
        ->setEnabled(d->anchor != d->caret);
    menu->addAction(tr("Select all"), QKeySequence::SelectAll, this, &CodeView::selectAll);
    for (QAction *action : actions()) {
        if (action->isEnabled())
            menu->addAction(action);
    }
    menu->popup(event->globalPos());
}

} // namespace gatehouse::widgets
