#include "ui/collection/collectiontable.h"

#include "ui/collection/duedelegate.h"
#include "ui/collection/rowanchor.h"
#include "ui/collection/rowselection.h"
#include "ui/collection/rowvalues.h"
#include "ui/collection/shapes.h"
#include "ui/widgets/delegates.h"
#include "ui/widgets/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QScrollBar>

#include <algorithm>

namespace gatehouse::ui {

using collection::CellKind;
using collection::Column;
using collection::WindowModel;

namespace {

constexpr int kWide = 1100;
constexpr int kMedium = 900;

QAbstractItemDelegate *makeDelegate(CellKind kind, QObject *parent)
{
    switch (kind) {
    case CellKind::Mono:
    case CellKind::Hex:
    case CellKind::TimeOfDay:
        return new widgets::MonoDelegate(parent);
    case CellKind::Path:
        return new widgets::MonoDelegate(parent, Qt::ElideMiddle);
    case CellKind::Status:
        return new widgets::StatusDelegate(
            [](const QModelIndex &index) {
                return paintedShape(index.data(WindowModel::RawRole).toString());
            },
            parent);
    case CellKind::Due:
        return new DueDelegate(parent);
    case CellKind::Time:
    case CellKind::Number:
    case CellKind::Milliseconds:
    case CellKind::Bytes:
    case CellKind::Dollars:
        return new widgets::NumberDelegate(parent);
    case CellKind::Text:
    case CellKind::Boolean:
    case CellKind::Direction:
        return new widgets::RowDelegate(parent);
    }
    return new widgets::RowDelegate(parent);
}

} // namespace

CollectionTable::CollectionTable(WindowModel *model, QWidget *parent)
    : TableView(parent)
    , m_model(model)
{
    setObjectName(model->descriptor().id + QStringLiteral("Table"));
    setAccessibleName(model->descriptor().title);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setFrameShape(QFrame::NoFrame);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setTabKeyNavigation(false);
    m_anchor = new RowAnchor(this, model);
    setUpColumns();
    connect(this, &QTableView::doubleClicked, this, &CollectionTable::opened);
    m_report.setSingleShot(true);
    m_report.setInterval(0);
    connect(&m_report, &QTimer::timeout, this, &CollectionTable::reportVisibleRange);
    connect(verticalScrollBar(), &QScrollBar::valueChanged, &m_report, qOverload<>(&QTimer::start));
}

void CollectionTable::setUpColumns()
{
    QHeaderView *header = horizontalHeader();
    header->setSectionsMovable(false);
    const bool isSortable = !m_model->descriptor().sorts.isEmpty();
    header->setSectionsClickable(isSortable);
    header->setSortIndicatorShown(isSortable);
    connect(header, &QHeaderView::sectionClicked, this, [this](int section) {
        showSort(m_model->sort()); // Qt has turned the arrow already
        emit headerClicked(m_model->descriptor().columns.at(section).name);
    });
    header->setHighlightSections(false);
    header->setMinimumSectionSize(28);
    const QList<Column> &columns = m_model->descriptor().columns;
    for (int index = 0; index < columns.size(); ++index) {
        const Column &column = columns.at(index);
        setItemDelegateForColumn(index, makeDelegate(column.kind, this));
        header->resizeSection(index, widthOf(index));
    }
    fitColumns(kWide);
    showSort(m_model->sort());
}

void CollectionTable::showSort(const collection::Sort &sort)
{
    const collection::Descriptor &descriptor = m_model->descriptor();
    const QString shown = descriptor.shownColumn(sort);
    int section = -1;
    for (int index = 0; index < descriptor.columns.size(); ++index)
        section = descriptor.columns.at(index).name == shown ? index : section;
    horizontalHeader()->setSortIndicator(section,
                                         sort.ascending ? Qt::AscendingOrder : Qt::DescendingOrder);
}

/// What the descriptor says, or more where the language's words need it: the title, and the words
/// that a status may be.
int CollectionTable::widthOf(int index) const
{
    const Column &column = m_model->descriptor().columns.at(index);
    const QFontMetrics metrics = fontMetrics();
    const auto room = [&metrics](const QString &text, int lead) {
        return metrics.horizontalAdvance(text) + lead + 2 * widgets::size::cellPadding + 2;
    };
    int width = std::max(column.width, room(column.title, 0));
    const collection::FilterField *field = m_model->descriptor().filterField(column.name);
    if (column.kind != CellKind::Status || !field)
        return width;
    for (const QString &word : field->choices)
        width = std::max(width, room(collection::statusTitle(word), widgets::size::iconTable + 6));
    return width;
}

void CollectionTable::fitColumns(int windowWidth)
{
    const QList<Column> &columns = m_model->descriptor().columns;
    for (int index = 0; index < columns.size(); ++index) {
        const int priority = columns.at(index).priority;
        const bool isDropped =
            (priority == 1 && windowWidth < kWide) || (priority >= 2 && windowWidth < kMedium);
        setColumnHidden(index, isDropped);
    }
    const int stretched = stretchedColumn();
    for (int index = 0; index < columns.size(); ++index) {
        const auto mode = index == stretched ? QHeaderView::Stretch : QHeaderView::Interactive;
        if (horizontalHeader()->sectionResizeMode(index) == mode)
            continue;
        horizontalHeader()->setSectionResizeMode(index, mode);
        horizontalHeader()->resizeSection(index, widthOf(index));
    }
}

int CollectionTable::stretchedColumn() const
{
    const QList<Column> &columns = m_model->descriptor().columns;
    int widest = -1;
    for (int index = 0; index < columns.size(); ++index) {
        const Column &column = columns.at(index);
        if (isColumnHidden(index))
            continue;
        if (column.stretch)
            return index;
        const bool isText = column.kind == CellKind::Text || column.kind == CellKind::Mono
            || column.kind == CellKind::Path;
        if (isText && (widest < 0 || column.width > columns.at(widest).width))
            widest = index;
    }
    return widest;
}

void CollectionTable::moveBy(int step)
{
    if (m_model->rowCount() == 0)
        return;
    int row = 0;
    if (m_anchor->isCurrentInModel())
        row = currentIndex().row() + step;
    else if (!m_anchor->currentKey().isEmpty())
        row = m_anchor->currentRow() + std::min(step, 0);
    selectionModel()->setCurrentIndex(
        m_model->index(std::clamp(row, 0, m_model->rowCount() - 1), 0),
        QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
}

void CollectionTable::copySelection()
{
    std::vector<collection::Row> rows;
    for (const Uuid &id : m_anchor->selection()->ids()) {
        const collection::Row *row = m_model->rowAt(m_model->indexOf(id));
        if (!row)
            return emit copyWanted();
        rows.push_back(*row);
    }
    copy(rows);
}

void CollectionTable::copy(const std::vector<collection::Row> &rows)
{
    if (rows.empty())
        return;
    QStringList lines;
    for (const collection::Row &row : rows)
        lines.append(lineOf(row));
    QGuiApplication::clipboard()->setText(lines.join(u'\n'));
    emit copied(int(rows.size()));
}

QString CollectionTable::lineOf(const collection::Row &row) const
{
    const RowValues values(m_model->descriptor(), row);
    QStringList cells;
    for (const Column &column : m_model->descriptor().columns)
        cells.append(values.text(column.name).replace(u'\t', u' ').replace(u'\n', u' '));
    cells.append(values.id());
    return cells.join(u'\t');
}

bool CollectionTable::isAtTop() const
{
    return verticalScrollBar()->value() == 0 && m_model->isAtNewest();
}

void CollectionTable::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy)) {
        copySelection();
        return;
    }
    if (event->matches(QKeySequence::SelectAll))
        return selectAll();
    const bool extends = event->modifiers() == Qt::ShiftModifier;
    switch (event->key()) {
    case Qt::Key_J:
        return extends ? extendBy(Qt::Key_Down) : moveBy(1);
    case Qt::Key_K:
        return extends ? extendBy(Qt::Key_Up) : moveBy(-1);
    case Qt::Key_Down:
        if (currentIndex().isValid())
            break;
        moveBy(0);
        return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        emit opened();
        return;
    case Qt::Key_Home:
    case Qt::Key_End:
    case Qt::Key_Escape:
        // Home is the newest row of all, not of the window: the page's to do. So is End.
        event->ignore();
        return;
    default:
        break;
    }
    // Typing must not search the rows: letters are commands. Ctrl+Space toggles the current row.
    const bool isTyped = !event->text().isEmpty() && event->text().at(0).isPrint();
    if (isTyped && !(event->key() == Qt::Key_Space && event->modifiers() == Qt::ControlModifier)) {
        event->ignore();
        return;
    }
    TableView::keyPressEvent(event);
}

void CollectionTable::extendBy(Qt::Key arrow)
{
    QKeyEvent pressed(QEvent::KeyPress, arrow, Qt::ShiftModifier);
    TableView::keyPressEvent(&pressed);
}

/// Qt finds a range by where its first row stands, and does nothing once that is gone.
void CollectionTable::setSelection(const QRect &rect, QItemSelectionModel::SelectionFlags command)
{
    if (command.testFlag(QItemSelectionModel::Current) && currentIndex().isValid())
        m_anchor->selection()->select(currentIndex(), command);
    else
        TableView::setSelection(rect, command);
}

/// Without an event it is the program that moves, whatever keys are held meanwhile.
QItemSelectionModel::SelectionFlags CollectionTable::selectionCommand(const QModelIndex &index,
                                                                      const QEvent *event) const
{
    return event ? TableView::selectionCommand(index, event)
                 : QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows;
}

void CollectionTable::mousePressEvent(QMouseEvent *event)
{
    TableView::mousePressEvent(event);
    const bool canDrag = event->button() == Qt::LeftButton && indexAt(event->pos()).isValid()
        && event->modifiers() == Qt::NoModifier;
    m_pressed = canDrag ? std::optional(event->pos()) : std::nullopt;
}

/// Rows are dragged; a range is selected with Shift.
void CollectionTable::mouseMoveEvent(QMouseEvent *event)
{
    if (!event->buttons().testFlag(Qt::LeftButton))
        return TableView::mouseMoveEvent(event);
    const int distance = m_pressed ? (event->pos() - *m_pressed).manhattanLength() : 0;
    if (distance <= QApplication::startDragDistance())
        return;
    m_pressed.reset();
    emit dragBegun();
}

void CollectionTable::focusInEvent(QFocusEvent *event)
{
    // Qt makes the first row the current one; here nothing is selected until someone does.
    if (currentIndex().isValid())
        return TableView::focusInEvent(event);
    const QSignalBlocker blocker(selectionModel());
    TableView::focusInEvent(event);
    selectionModel()->clearCurrentIndex();
}

void CollectionTable::resizeEvent(QResizeEvent *event)
{
    TableView::resizeEvent(event);
    m_report.start();
}

void CollectionTable::updateGeometries()
{
    TableView::updateGeometries();
    m_report.start();
}

void CollectionTable::reportVisibleRange()
{
    if (m_model->rowCount() == 0)
        return;
    const int height = verticalHeader()->defaultSectionSize();
    const int first = verticalScrollBar()->value() / height;
    const int last = (verticalScrollBar()->value() + viewport()->height()) / height;
    m_model->setVisibleRange(first, std::min(last, m_model->rowCount() - 1));
    emit scrolled();
}

} // namespace gatehouse::ui
