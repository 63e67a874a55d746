#include "ui/collection/factstable.h"

#include "ui/collection/shapes.h"
#include "ui/widgets/delegates.h"
#include "ui/widgets/theme.h"

#include <QHeaderView>
#include <QStandardItemModel>

namespace gatehouse::ui {

namespace size = widgets::size;

FactsTable::FactsTable(const QString &name, QWidget *parent)
    : TableView(parent)
    , m_model(new QStandardItemModel(this))
{
    setAccessibleName(name);
    setModel(m_model);
    setFrameShape(QFrame::NoFrame);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setTabKeyNavigation(false);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    horizontalHeader()->setSectionsClickable(false);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    fit();
}

void FactsTable::setHeader(const QStringList &titles)
{
    m_model->setColumnCount(int(titles.size()));
    m_model->setHorizontalHeaderLabels(titles);
}

void FactsTable::setNumbers(const QList<int> &columns)
{
    for (const int column : columns) {
        if (!itemDelegateForColumn(column))
            setItemDelegateForColumn(column, new widgets::NumberDelegate(this));
        m_model->setHeaderData(column, Qt::Horizontal, int(Qt::AlignRight | Qt::AlignVCenter),
                               Qt::TextAlignmentRole);
    }
}

void FactsTable::setWidths(const QList<int> &widths)
{
    QHeaderView *header = horizontalHeader();
    for (int column = 0; column < widths.size(); ++column) {
        const QString title = m_model->headerData(column, Qt::Horizontal).toString();
        const int needed = header->fontMetrics().horizontalAdvance(title) + 2 * size::cellPadding;
        header->setSectionResizeMode(column, QHeaderView::Fixed);
        header->resizeSection(column, std::max(widths[column], needed + 4));
    }
}

void FactsTable::setMostRows(int rows)
{
    m_mostRows = rows;
    setVerticalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    fit();
}

void FactsTable::setFacts(const QList<QStringList> &rows)
{
    m_model->setRowCount(int(rows.size()));
    for (int row = 0; row < rows.size(); ++row) {
        for (int column = 0; column < rows[row].size(); ++column) {
            const QModelIndex index = m_model->index(row, column);
            if (index.data().toString() != rows[row][column])
                m_model->setData(index, rows[row][column]);
        }
    }
    fit();
}

void FactsTable::setStatusColumn(int column)
{
    const auto shape = [](const QModelIndex &index) {
        return paintedShape(index.data(WordRole).toString());
    };
    setItemDelegateForColumn(column, new widgets::StatusDelegate(shape, this));
}

void FactsTable::setWord(int row, int column, const QString &word)
{
    m_model->setData(m_model->index(row, column), word, WordRole);
}

void FactsTable::fit()
{
    setFixedHeight(size::tableHeader + std::min(m_model->rowCount(), m_mostRows) * size::tableRow
                   + 2);
}

} // namespace gatehouse::ui
